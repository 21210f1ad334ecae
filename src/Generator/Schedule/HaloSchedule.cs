using NetGen.Generator.Graph;

namespace NetGen.Generator.Schedule;

/// <summary>Zeros around a tensor: the padding of the convolution that reads it. The elements themselves are left alone.</summary>
internal static class HaloSchedule
{
    public static IReadOnlyList<Statement> Clear(Layout layout, bool batched)
    {
        var lane = layout.LaneAxis;
        // Row-major halos are small images of a caller's: zeroed whole.
        if (lane < 0) return [Schedule.Clear.Tensor("y", layout, batched)];
        int[] axes = [.. Enumerable.Range(0, layout.Axes.Count).Where(a => a != lane).OrderByDescending(a => layout.Axes[a].Stride)];
        var outer = new List<Loop>();
        if (batched) outer.Add(new("s", 1, "n", [layout.Length]));
        outer.Add(new("block", layout.Axes[lane].Blocks, null, [StridedNest.BlockStride(layout, lane)]));
        var start = new Alias("yHalo", "y", Index.Text(-layout.Offset));
        return [new Scope([start, .. StridedNest.Build(StridedNest.Merge(outer), ["yHalo"], r => Around(layout, axes, 0, r[0]))])];
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
