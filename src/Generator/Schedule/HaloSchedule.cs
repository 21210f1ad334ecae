using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Zeros around a tensor: the padding of the convolution that reads it. The elements themselves are left alone.</summary>
internal static class HaloSchedule
{
    /// <summary>A tensor of this many floats is zeroed whole sooner than row by row.</summary>
    private const int Small = 4096;

    /// <param name="layout">The tensor's layout.</param>
    /// <param name="batched">Whether there is one a sample.</param>
    /// <param name="isPadded">Whether the elements are written with the zeros that fill their last vector.</param>
    public static IReadOnlyList<Statement> Clear(Layout layout, bool batched, bool isPadded = true)
    {
        var lane = layout.IsRows ? -1 : layout.LaneAxis;
        if (layout.IsRows && !layout.HasHalo && (isPadded || layout.Tail == Layout.Lanes)) return BehindRows(layout, batched);
        if (lane < 0 && layout.Length <= Small) return [Schedule.Clear.Tensor("y", layout, batched)];
        Margin[] margins = [.. Enumerable.Range(0, layout.Axes.Count).Where(a => a != lane).OrderByDescending(a => layout.Axes[a].Stride).Select(a => Of(layout, a, isPadded))];
        var outer = new List<Loop>();
        if (batched) outer.Add(new("s", 1, "n", [layout.Length]));
        if (lane >= 0) outer.Add(new("block", layout.Axes[lane].Blocks, null, [StridedNest.BlockStride(layout, lane)]));
        var start = new Alias("yHalo", "y", Index.Text(-layout.Offset));
        return [new Scope([start, .. StridedNest.Build(StridedNest.Merge(outer), ["yHalo"], r => Around(layout, margins, 0, r[0]))])];
    }

    /// <summary>What is zero along an axis: so much before its elements, and so much behind where they end.</summary>
    private sealed record Margin(int Stride, int Before, int Elements, int Written, int Behind)
    {
        public bool IsEmpty => Before + Behind == 0;
    }

    private static Margin Of(Layout layout, int axis, bool isPadded)
    {
        var a = layout.Axes[axis];
        var padded = layout.IsRows && axis == layout.LaneAxis ? (a.Extent + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes : a.Extent;
        var written = isPadded ? padded : a.Extent;
        return new(a.Stride, a.HaloLow, a.Extent, written, padded + a.HaloHigh - written);
    }

    /// <summary>The room behind the last row: it is read, and multiplied by zeros.</summary>
    private static List<Statement> BehindRows(Layout layout, bool batched)
    {
        List<Loop> samples = batched ? [new("s", 1, "n", [layout.Length])] : [];
        return StridedNest.Build(samples, ["y"], r => [Behind(layout, r[0], layout.Offset)]);
    }

    /// <summary>The same, of one sample whose memory starts at <paramref name="at"/> (less <paramref name="offset"/>).</summary>
    private static Clear Behind(Layout layout, string at, int offset)
    {
        var first = layout.Axes[0];
        var rows = first.Stride * (first.HaloLow + first.Extent + first.HaloHigh);
        return new(at, Index.Text(rows - offset), layout.Length - rows, IsBatched: false);
    }

    private static List<Statement> Around(Layout layout, Margin[] margins, int depth, string at)
    {
        var statements = new List<Statement>();
        if (depth == 0 && layout.IsRows) statements.Add(Behind(layout, at, 0));
        if (margins.Skip(depth).All(m => m.IsEmpty)) return statements;
        var margin = margins[depth];
        Run(statements, at, 0, margin.Before * margin.Stride);
        Run(statements, at, (margin.Before + margin.Written) * margin.Stride, margin.Behind * margin.Stride);
        if (margins.Skip(depth + 1).All(m => m.IsEmpty)) return statements;
        var first = new List<Statement>();
        var inner = at;
        if (margin.Before > 0) first.Add(new Alias(inner = $"{at}In", at, Index.Text(margin.Before * margin.Stride)));
        first.AddRange(StridedNest.Build([new Loop($"row{depth}", margin.Elements, null, [margin.Stride])], [inner], r => Around(layout, margins, depth + 1, r[0])));
        statements.Add(new Scope(first));
        return statements;
    }

    private static void Run(List<Statement> statements, string at, int offset, int length)
    {
        if (length > 0) statements.Add(new Clear(at, Index.Text(offset), length, IsBatched: false));
    }
}
