using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>A loop of a nest and how far it moves each stream.</summary>
/// <param name="Variable">Its variable, read only where the body wants the index.</param>
/// <param name="Extent">Its trips.</param>
/// <param name="Count">A run-time factor of the trips (<c>n</c>), or null.</param>
/// <param name="Strides">Floats from one trip to the next, a stream each.</param>
internal sealed record Loop(string Variable, int Extent, string? Count, long[] Strides)
{
    public string Trips => Count is null ? Index.Text(Extent) : Extent == 1 ? Count : $"{Count} * {Index.Text(Extent)}";
}

/// <summary>Loops over several streams at once. Each loop moves references instead of computing indices.</summary>
internal static class StridedNest
{
    /// <summary>Joins neighbouring loops that walk contiguously in every stream: a tensor without padding is one flat loop.</summary>
    public static List<Loop> Merge(IEnumerable<Loop> loops)
    {
        var merged = new List<Loop>();
        foreach (var loop in loops)
        {
            if (loop.Extent == 1 && loop.Count is null) continue;
            if (merged.Count > 0 && loop.Count is null)
            {
                var outer = merged[merged.Count - 1];
                if (outer.Strides.Select((s, i) => s == loop.Extent * loop.Strides[i]).All(ok => ok))
                {
                    merged[merged.Count - 1] = outer with { Extent = outer.Extent * loop.Extent, Strides = loop.Strides };
                    continue;
                }
            }

            merged.Add(loop);
        }

        return merged;
    }

    /// <summary>Statements that run <paramref name="body"/> for every trip, with the names of the references at that point.</summary>
    public static List<Statement> Build(
        IReadOnlyList<Loop> loops, IReadOnlyList<string> streams, Func<IReadOnlyList<string>, IReadOnlyList<Statement>> body) =>
        Build(loops, 0, [.. streams], body);

    private static List<Statement> Build(
        IReadOnlyList<Loop> loops, int depth, string[] references, Func<IReadOnlyList<string>, IReadOnlyList<Statement>> body)
    {
        if (depth == loops.Count) return [.. body(references)];
        var loop = loops[depth];
        var inner = (string[])references.Clone();
        var statements = new List<Statement>();
        for (var s = 0; s < references.Length; s++)
        {
            if (loop.Strides[s] == 0) continue;
            inner[s] = Next(references[s]);
            statements.Add(new Alias(inner[s], references[s], "0"));
        }

        var nested = Build(loops, depth + 1, inner, body);
        if (nested.Count == 1 && nested[0] is Scope only) nested = [.. only.Body];
        for (var s = 0; s < references.Length; s++)
            if (loop.Strides[s] != 0) nested.Add(new Advance(inner[s], Index.Text(loop.Strides[s])));
        statements.Add(new For(loop.Variable, "0", loop.Trips, 1, nested));
        return [new Scope(statements)];
    }

    /// <summary>The name one level further in: <c>x</c>, <c>x1</c>, <c>x2</c>.</summary>
    public static string Next(string reference)
    {
        var root = reference.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var level = reference.Length == root.Length ? 0 : int.Parse(reference.Substring(root.Length), System.Globalization.CultureInfo.InvariantCulture);
        return root + Index.Text(level + 1);
    }

    /// <summary>How far an axis of a domain moves an operand; 0 where the operand is broadcast along it.</summary>
    public static long Stride(Operand operand, Layout layout, int axis)
    {
        var own = Array.IndexOf(operand.Axes, axis);
        return own < 0 || operand.Node.Shape[own] == 1 ? 0 : layout.Axes[own].Stride;
    }

    /// <summary>How far a block of 16 lanes along an axis moves an operand.</summary>
    public static long BlockStride(Operand operand, Layout layout, int axis)
    {
        var own = Array.IndexOf(operand.Axes, axis);
        if (own < 0 || operand.Node.Shape[own] == 1) return 0;
        return BlockStride(layout, own);
    }

    public static long BlockStride(Layout layout, int axis) => layout.Axes[axis].IsBlocked ? layout.Axes[axis].BlockStride : (long)Layout.Lanes * layout.Axes[axis].Stride;
}
