using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Zeros around a tensor: the padding of the convolution that reads it. The elements themselves are left alone.</summary>
internal static class HaloSchedule
{
    /// <param name="layout">The tensor's layout.</param>
    /// <param name="batched">Whether there is one a sample.</param>
    /// <param name="isPadded">Whether the elements are written with the zeros that fill their last vector.</param>
    public static IReadOnlyList<Statement> Clear(Layout layout, bool batched, bool isPadded = true)
    {
        var lane = layout.LaneAxis;
        if (layout.IsRows && !layout.HasHalo && (isPadded || layout.Tail == Layout.Lanes)) return BehindRows(layout, batched);
        // Row-major halos are those of small or thin images: zeroed whole.
        if (lane < 0 || layout.IsRows) return [Schedule.Clear.Tensor("y", layout, batched)];
        int[] axes = [.. Enumerable.Range(0, layout.Axes.Count).Where(a => a != lane).OrderByDescending(a => layout.Axes[a].Stride)];
        var outer = new List<Loop>();
        if (batched) outer.Add(new("s", 1, "n", [layout.Length]));
        outer.Add(new("block", layout.Axes[lane].Blocks, null, [StridedNest.BlockStride(layout, lane)]));
        var start = new Alias("yHalo", "y", Index.Text(-layout.Offset));
        return [new Scope([start, .. StridedNest.Build(StridedNest.Merge(outer), ["yHalo"], r => Around(layout, axes, 0, r[0]))])];
    }

    /// <summary>The room behind the last row: it is read, and multiplied by zeros.</summary>
    private static List<Statement> BehindRows(Layout layout, bool batched)
    {
        var rows = layout.Axes[0].Stride * layout.Axes[0].Extent;
        List<Loop> samples = batched ? [new("s", 1, "n", [layout.Length])] : [];
        return StridedNest.Build(samples, ["y"], r => [new Clear(r[0], Index.Text(rows), layout.Length - rows, IsBatched: false)]);
    }

    private static List<Statement> Around(Layout layout, int[] axes, int depth, string at)
    {
        var statements = new List<Statement>();
        if (!axes.Skip(depth).Any(a => layout.Axes[a].HaloLow + layout.Axes[a].HaloHigh > 0)) return statements;
        var axis = layout.Axes[axes[depth]];
        Run(statements, at, 0, axis.HaloLow * axis.Stride);
        Run(statements, at, (axis.HaloLow + axis.Extent) * axis.Stride, axis.HaloHigh * axis.Stride);
        if (!axes.Skip(depth + 1).Any(a => layout.Axes[a].HaloLow + layout.Axes[a].HaloHigh > 0)) return statements;
        var first = new List<Statement>();
        var inner = at;
        if (axis.HaloLow > 0) first.Add(new Alias(inner = $"{at}In", at, Index.Text(axis.HaloLow * axis.Stride)));
        first.AddRange(StridedNest.Build([new Loop($"row{depth}", axis.Extent, null, [axis.Stride])], [inner], r => Around(layout, axes, depth + 1, r[0])));
        statements.Add(new Scope(first));
        return statements;
    }

    private static void Run(List<Statement> statements, string at, int offset, int length)
    {
        if (length > 0) statements.Add(new Clear(at, Index.Text(offset), length, IsBatched: false));
    }
}
