using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// Windows chosen so that the output has m elements along an axis of n: window i spans ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉. Where windows of one size a
/// constant step apart do not do, the axis is first laid out window after window by a gather, so that they do.
/// </summary>
internal static class AdaptiveWindows
{
    /// <summary>Whether the result, and what is gathered for it (each window overlaps its neighbours by at most an element at either end), can be counted.</summary>
    public static bool CanCount(LayerContext c, int[] size) =>
        c.CanCount([c.X.Shape[0], .. size.Select((m, i) => Math.Max(m, c.X.Shape[i + 1]) + (2L * m))]);

    /// <summary>The maximum of each window, or its mean.</summary>
    public static Node Pool(LayerContext c, Node x, int[] size, bool average)
    {
        var windows = new List<WindowAxis> { WindowAxis.Untouched(x.Shape[0]) };
        var factors = new List<(int Axis, double[] Values)>();
        for (var axis = 1; axis < x.Rank; axis++)
        {
            int n = x.Shape[axis], m = size[axis - 1];
            int[] starts = [.. Enumerable.Range(0, m).Select(i => (int)((long)i * n / m))];
            int[] ends = [.. Enumerable.Range(1, m).Select(i => (int)((((long)i * n) + m - 1) / m))];
            int[] lengths = [.. ends.Select((end, i) => end - starts[i])];
            var step = m == 1 ? 1 : starts[1] - starts[0];
            factors.Add((axis, [.. lengths.Select(l => 1.0 / l)]));
            // Windows that all start at the same element (of an axis of extent 1) are no window that slides.
            if (step > 0 && lengths.All(l => l == lengths[0]) && starts.Select((s, i) => s == i * step).All(ok => ok))
            {
                windows.Add(new(lengths[0], step, 1, 0, m));
                continue;
            }

            // A shorter window is filled up with zeros, or with its last element, which never wins against itself standing first.
            var length = lengths.Max();
            int[] table = [.. Enumerable.Range(0, m * length).Select(i => (i % length) < lengths[i / length] ? starts[i / length] + (i % length) : average ? -1 : ends[i / length] - 1)];
            x = c.Add(new GatherNode(x, axis, table));
            windows.Add(new(length, length, 1, 0, m));
        }

        if (!average) return c.Add(new WindowNode(ReduceKind.Maximum, x, windows));
        var sum = c.Add(new WindowNode(ReduceKind.Sum, x, windows));
        var operands = new List<Operand> { Operand.Same(sum) };
        Expr mean = Expr.Input(0);
        foreach (var (axis, values) in factors)
        {
            if (values.All(v => v.Equals(values[0])))
            {
                mean *= values[0];
                continue;
            }

            mean *= Expr.Input(operands.Count);
            operands.Add(new(ConstantVector.Of(c, values), [axis]));
        }

        return c.Map(mean, sum.Shape, [.. operands]);
    }
}

/// <summary>Pooling to given extents; PyTorch's AdaptiveMaxPoolNd and AdaptiveAvgPoolNd.</summary>
internal abstract class AdaptivePool(int spatialRank, bool average) : LayerDefinition
{
    public override string Kind => $"Adaptive{(average ? "Avg" : "Max")}Pool{spatialRank}D";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(spatialRank + 1, $"[channels and {spatialRank} spatial axes]", "put [Reshape] before it")) return null;
        if (c.Spatial("Size", spatialRank, null) is not { } size) return null;
        return AdaptiveWindows.CanCount(c, size) ? AdaptiveWindows.Pool(c, c.X, size, average) : null;
    }
}

internal sealed class AdaptiveAvgPool1D() : AdaptivePool(1, average: true);

internal sealed class AdaptiveAvgPool2D() : AdaptivePool(2, average: true);

internal sealed class AdaptiveAvgPool3D() : AdaptivePool(3, average: true);

internal sealed class AdaptiveMaxPool1D() : AdaptivePool(1, average: false);

internal sealed class AdaptiveMaxPool2D() : AdaptivePool(2, average: false);

internal sealed class AdaptiveMaxPool3D() : AdaptivePool(3, average: false);

/// <summary>Several adaptive poolings one after the other, flattened: [C, H, W] → [C·Σ b²] (He et al. 2014, arXiv:1406.4729).</summary>
internal sealed class SpatialPyramidPool : LayerDefinition
{
    public override string Kind => "SpatialPyramidPool";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(3, "[channels, height, width]", "put [Reshape] before it")) return null;
        int[] bins = [.. c.Numbers("Bins").Select(b => (int)b)];
        if (bins.Length == 0 || bins.Any(b => b < 1)) return c.Fail("NG0105", $"{c.Text}: Bins are {(bins.Length == 0 ? "missing" : string.Join(", ", bins))}, but each must be at least 1, for example 4, 2, 1");
        if (!bins.All(b => AdaptiveWindows.CanCount(c, [b, b])) || !c.CanCount(bins.Sum(b => (long)b * b * c.X.Shape[0]))) return null;
        var average = c.Flag("Average", false);
        Node[] grids = [.. bins.Select(b => AdaptiveWindows.Pool(c, c.X, [b, b], average)).Select(g => c.Add(new ReshapeNode(g, [(int)g.ElementCount])))];
        return grids.Length == 1 ? grids[0] : c.Add(new ConcatNode(0, grids));
    }
}
