using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Pooling windows over spatial axes: kernel, stride (default: the kernel), padding, dilation and ceil mode as in PyTorch.</summary>
internal abstract class Pooling(int spatialRank) : LayerDefinition
{
    protected int SpatialRank { get; } = spatialRank;

    /// <summary>The windows, the channel axis first, and how many elements are added behind each axis; null after a problem.</summary>
    protected (WindowAxis[] Windows, int[] PadHigh)? Windows(LayerContext c)
    {
        if (!c.Rank(SpatialRank + 1, $"[channels and {SpatialRank} spatial axes]", "put [Reshape] before it")) return null;
        if (c.Spatial("Kernel", SpatialRank, null) is not { } kernel) return null;
        var stride = c.Has("Stride") || c.Has("Strides") ? c.Spatial("Stride", SpatialRank, null) : kernel;
        if (stride is null || c.Spatial("Dilation", SpatialRank, 1) is not { } dilation) return null;
        if (Padding.Of(c, SpatialRank, kernel, stride, dilation, allowsSame: false) is not { } padding) return null;
        var ceil = c.Flag("CeilMode", false);

        var windows = new List<WindowAxis> { WindowAxis.Untouched(c.X.Shape[0]) };
        for (var a = 0; a < SpatialRank; a++)
        {
            long extent = c.X.Shape[a + 1], low = padding.Low[a], high = padding.High[a], window = ((kernel[a] - 1L) * dilation[a]) + 1;
            if (window > extent + low + high)
            {
                c.Fail("NG0103", $"{c.Text} has a window of {window} along axis {a}, but {c.Above()}; use a smaller window or more padding");
                return null;
            }

            if (2 * Math.Max(low, high) > kernel[a])
            {
                c.Fail("NG0105", $"{c.Text}: a padding of {Math.Max(low, high)} is more than half of the window {kernel[a]}, so a window could lie in the padding alone; use at most {kernel[a] / 2}");
                return null;
            }

            var room = extent + low + high - window;
            var count = (ceil ? (room + stride[a] - 1) / stride[a] : room / stride[a]) + 1;
            // PyTorch drops a last window that would start in the padding behind the input.
            if (ceil && (count - 1) * stride[a] >= extent + low) count--;
            windows.Add(new(kernel[a], stride[a], dilation[a], (int)low, (int)count));
        }

        return ([.. windows], [0, .. padding.High]);
    }

    /// <summary>How many positions of the window along an axis count: a constant where no window sticks out.</summary>
    protected static Expr Count(WindowAxis window, int padHigh, int axis, int extent, bool includePad)
    {
        var low = includePad ? -window.PadLow : 0;
        var high = includePad ? extent + padHigh : extent;
        var first = -window.PadLow;
        var lastEnd = ((window.OutExtent - 1) * window.Stride) - window.PadLow + window.Size;
        if (first >= low && lastEnd <= high) return window.Size;
        Expr start = (new AxisIndexExpr(axis) * window.Stride) - window.PadLow;
        return Expr.Min(start + window.Size, high) - Expr.Max(start, low);
    }
}

/// <summary>The largest element of each window.</summary>
internal abstract class MaxPool(int spatialRank) : Pooling(spatialRank)
{
    public override string Kind => $"MaxPool{SpatialRank}D";

    public override Node? Build(LayerContext c) =>
        Windows(c) is var (windows, _) ? c.Add(new WindowNode(ReduceKind.Maximum, c.X, windows)) : null;
}

/// <summary>The mean of each window; padding counts unless CountIncludePad is false.</summary>
internal abstract class AvgPool(int spatialRank) : Pooling(spatialRank)
{
    public override string Kind => $"AvgPool{SpatialRank}D";

    public override Node? Build(LayerContext c)
    {
        if (Windows(c) is not var (windows, padHigh)) return null;
        var includePad = c.Flag("CountIncludePad", true);
        var divisor = c.Int("DivisorOverride", 0);
        if (divisor < 0) return c.Fail("NG0105", $"{c.Text}: DivisorOverride is {divisor}, but must be at least 1 (0: none)");
        Expr count = Math.Max(1, divisor);
        for (var axis = 1; axis < windows.Length && divisor == 0; axis++) count *= Count(windows[axis], padHigh[axis], axis, c.X.Shape[axis], includePad);
        var sum = c.Add(new WindowNode(ReduceKind.Sum, c.X, windows));
        return c.Map(sum, s => s * (Expr.One / count));
    }
}

/// <summary>
/// (Σ xᵖ)^(1/p) over each window. A window cut off by ceil mode counts as its mean times the whole window, as in PyTorch.
/// </summary>
internal abstract class LpPool(int spatialRank) : Pooling(spatialRank)
{
    public override string Kind => $"LpPool{SpatialRank}D";

    public override Node? Build(LayerContext c)
    {
        var power = c.Number("Power", 2);
        if (double.IsNaN(power) || double.IsInfinity(power) || power == 0) return c.Fail("NG0105", $"{c.Text}: Power is {power}, but must be a number other than 0");
        if (Windows(c) is not var (windows, padHigh)) return null;
        if (windows.Any(w => w.PadLow > 0) || padHigh.Any(p => p > 0)) return c.Fail("NG0105", $"{c.Text} has no padding, as in PyTorch; put [Pad] before it");
        Expr share = 1;
        for (var axis = 1; axis < windows.Length; axis++) share *= windows[axis].Size / Count(windows[axis], 0, axis, c.X.Shape[axis], includePad: true);
        var powers = c.Map(c.X, x => Expr.Pow(x, power));
        var sum = c.Add(new WindowNode(ReduceKind.Sum, powers, windows));
        // A root has no finite slope at 0: there the gradient is 0.
        return c.Map(sum, s => Expr.Select(Comparison.Equal, s, 0, 0, Expr.Pow(s * share, 1 / power)));
    }
}

internal sealed class MaxPool1D() : MaxPool(1);

internal sealed class MaxPool2D() : MaxPool(2);

internal sealed class MaxPool3D() : MaxPool(3);

internal sealed class AvgPool1D() : AvgPool(1);

internal sealed class AvgPool2D() : AvgPool(2);

internal sealed class AvgPool3D() : AvgPool(3);

internal sealed class LpPool1D() : LpPool(1);

internal sealed class LpPool2D() : LpPool(2);

internal sealed class LpPool3D() : LpPool(3);
