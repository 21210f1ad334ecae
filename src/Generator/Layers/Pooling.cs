using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Pooling windows over spatial axes: kernel, stride (default: the kernel), padding, dilation and ceil mode as in PyTorch.</summary>
internal abstract class Pooling(int spatialRank) : LayerDefinition
{
    protected int SpatialRank { get; } = spatialRank;

    /// <summary>The windows, the channel axis first; null after a problem.</summary>
    protected WindowAxis[]? Windows(LayerContext c)
    {
        if (!c.Rank(SpatialRank + 1, $"[channels and {SpatialRank} spatial axes]", "put [Reshape] before it")) return null;
        if (c.Spatial("Kernel", SpatialRank, null) is not { } kernel) return null;
        var stride = c.Has("Stride") || c.Has("Strides") ? c.Spatial("Stride", SpatialRank, null) : kernel;
        if (stride is null || c.Spatial("Dilation", SpatialRank, 1) is not { } dilation) return null;
        if (c.Spatial("Padding", SpatialRank, 0, minimum: 0) is not { } padding) return null;
        var ceil = c.Flag("CeilMode", false);

        var windows = new List<WindowAxis> { WindowAxis.Untouched(c.X.Shape[0]) };
        for (var a = 0; a < SpatialRank; a++)
        {
            var extent = c.X.Shape[a + 1];
            var window = ((kernel[a] - 1) * (long)dilation[a]) + 1;
            if (window > extent + (2L * padding[a]))
            {
                c.Fail("NG0103", $"{c.Text} has a window of {window} along axis {a}, but {c.Above()}; use a smaller window or more padding");
                return null;
            }

            if (2 * padding[a] > kernel[a])
            {
                c.Fail("NG0105", $"{c.Text}: Padding {padding[a]} is more than half of the window {kernel[a]}, so a window could lie in the padding alone");
                return null;
            }

            var room = extent + (2 * padding[a]) - (int)window;
            var count = (ceil ? (room + stride[a] - 1) / stride[a] : room / stride[a]) + 1;
            // PyTorch drops a last window that would start in the padding behind the input.
            if (ceil && (count - 1) * stride[a] >= extent + padding[a]) count--;
            windows.Add(new(kernel[a], stride[a], dilation[a], padding[a], count));
        }

        return [.. windows];
    }
}

/// <summary>The largest element of each window.</summary>
internal abstract class MaxPool(int spatialRank) : Pooling(spatialRank)
{
    public override string Kind => $"MaxPool{SpatialRank}D";

    public override Node? Build(LayerContext c) =>
        Windows(c) is { } windows ? c.Add(new WindowNode(ReduceKind.Maximum, c.X, windows)) : null;
}

/// <summary>The mean of each window; padding counts unless CountIncludePad is false.</summary>
internal abstract class AvgPool(int spatialRank) : Pooling(spatialRank)
{
    public override string Kind => $"AvgPool{SpatialRank}D";

    public override Node? Build(LayerContext c)
    {
        if (Windows(c) is not { } windows) return null;
        var sum = c.Add(new WindowNode(ReduceKind.Sum, c.X, windows));
        var includePad = c.Flag("CountIncludePad", true);
        if (c.Int("DivisorOverride", 0) < 0) return c.Fail("NG0105", $"{c.Text}: DivisorOverride is {c.Int("DivisorOverride", 0)}, but must be at least 1 (0: none)");
        Expr count = Math.Max(1, c.Int("DivisorOverride", 0));
        for (var axis = 1; axis < windows.Length && c.Int("DivisorOverride", 0) == 0; axis++) count *= Count(windows[axis], axis, c.X.Shape[axis], includePad);
        return c.Map(Expr.Input(0) * (Expr.One / count), sum.Shape, Operand.Same(sum));
    }

    /// <summary>How many positions of the window count: a constant where no window sticks out.</summary>
    private static Expr Count(WindowAxis window, int axis, int extent, bool includePad)
    {
        var low = includePad ? -window.PadLow : 0;
        var high = includePad ? extent + window.PadLow : extent;
        var first = -window.PadLow;
        var lastEnd = ((window.OutExtent - 1) * window.Stride) - window.PadLow + window.Size;
        if (first >= low && lastEnd <= high) return window.Size;
        Expr start = (new AxisIndexExpr(axis) * window.Stride) - window.PadLow;
        return Expr.Min(start + window.Size, high) - Expr.Max(start, low);
    }
}

internal sealed class MaxPool2D() : MaxPool(2);

internal sealed class AvgPool2D() : AvgPool(2);

/// <summary>The mean over all spatial axes: [C, …] → [C, 1, …].</summary>
internal sealed class GlobalAvgPool : LayerDefinition
{
    public override string Kind => "GlobalAvgPool";

    public override Node? Build(LayerContext c)
    {
        if (c.X.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and spatial axes, but {c.Above()}; remove it");
        var sum = c.Add(new WindowNode(ReduceKind.Sum, c.X, Whole(c.X)));
        return c.Map(sum, x => x * ((double)c.X.Shape[0] / c.X.ElementCount));
    }

    /// <summary>One window that covers every spatial axis.</summary>
    public static WindowAxis[] Whole(Node x) =>
        [WindowAxis.Untouched(x.Shape[0]), .. x.Shape.Skip(1).Select(extent => new WindowAxis(extent, 1, 1, 0, 1))];
}
