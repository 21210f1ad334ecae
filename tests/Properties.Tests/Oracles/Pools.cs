namespace NetGen.Properties.Oracles;

/// <summary>Pooling of every kind: the elements of a window, and what is made of them.</summary>
internal static class Pools
{
    public static Plane? Of(LayerCall c)
    {
        if (c.Kind is "GlobalAvgPool" or "GlobalMaxPool") return Adaptive(c.X, c.Shape, c.Kind == "GlobalAvgPool");
        if (c.Kind.StartsWith("Adaptive", StringComparison.Ordinal)) return Adaptive(c.X, c.Shape, c.Kind.StartsWith("AdaptiveAvg", StringComparison.Ordinal));
        if (c.Kind == "SpatialPyramidPool") return new(c.Shape, [.. c.Ints("Bins").SelectMany(b => Adaptive(c.X, [c.X.Shape[0], b, b], c.Flag("Average", false)).Data)]);
        return Windows(c);
    }

    /// <summary>Window i of m spans ⌊i·n/m⌋ to ⌈(i + 1)·n/m⌉.</summary>
    private static Plane Adaptive(Plane x, int[] shape, bool isMean) => Plane.Of(shape, i =>
    {
        int[] start = [.. i[1..].Select((p, a) => p * x.Shape[a + 1] / shape[a + 1])];
        int[] extent = [.. i[1..].Select((p, a) => (((p + 1) * x.Shape[a + 1]) + shape[a + 1] - 1) / shape[a + 1])];
        double[] window = [.. Plane.Indices([.. extent.Zip(start, (e, s) => e - s)]).Select(k => x[[i[0], .. k.Zip(start, (a, b) => a + b)]])];
        return isMean ? window.Average() : window.Aggregate(Math.Max);
    });

    private static Plane Windows(LayerCall c)
    {
        int[] kernel = c.PerAxis("Kernel", 1), stride = c.Has("Stride") || c.Has("Strides") ? c.PerAxis("Stride", 1) : kernel, dilation = c.PerAxis("Dilation", 1);
        var given = c.Ints("Paddings");
        var both = c.PerAxis("Padding", 0);
        int[] low = given.Length == 2 * c.SpatialRank ? [.. given.Where((_, a) => a % 2 == 0)] : both, high = given.Length == 2 * c.SpatialRank
            ? [.. given.Where((_, a) => a % 2 == 1)] : both;
        int[] extents = c.X.Shape[1..];
        return Plane.Of(c.Shape, i =>
        {
            var window = new List<double>();
            foreach (var k in Plane.Indices(kernel))
            {
                int[] at = [.. k.Select((n, a) => (i[a + 1] * stride[a]) + (n * dilation[a]) - low[a])];
                if (at.Select((p, a) => p >= 0 && p < extents[a]).All(isInside => isInside)) window.Add(c.X[[i[0], .. at]]);
            }

            if (c.Kind.StartsWith("Max", StringComparison.Ordinal)) return window.Aggregate(double.NegativeInfinity, Math.Max);
            // Positions of the window that are within the padded tensor.
            var size = kernel.Select((n, a) => Math.Min((i[a + 1] * stride[a]) - low[a] + n,
                extents[a] + high[a]) - ((i[a + 1] * stride[a]) - low[a])).Aggregate(1, (p, n) => p * n);
            if (c.Kind.StartsWith("Lp", StringComparison.Ordinal))
            {
                var power = c.Number("Power", 2);
                return Math.Pow(window.Sum(x => Math.Pow(x, power)) / size * kernel.Aggregate(1, (p, n) => p * n), 1 / power);
            }

            return window.Sum() / (c.Int("DivisorOverride", 0) is > 0 and var divisor ? divisor : c.Flag("CountIncludePad", true) ? size : window.Count);
        });
    }
}
