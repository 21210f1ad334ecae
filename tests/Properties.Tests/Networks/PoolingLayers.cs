namespace NetGen.Properties.Networks;

/// <summary>Pooling over the axes of [C, …].</summary>
internal static class PoolingLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        var rank = x.Rank - 1;
        switch (c.Below(9))
        {
            case 4:
                return new(c.Of<string>("GlobalAvgPool", "GlobalMaxPool"), [x.Shape[0], .. Enumerable.Repeat(1, rank)], x.Count);
            case 5 or 8:
                // Fewer windows than elements, as many, or more.
                int[] size = SpatialLayers.PerAxis(rank, c, () => c.OneIn(3) ? c.Of<int>(7, 8, 16, 17) : c.Between(1, 6));
                return new Candidate(c.Of<string>($"AdaptiveAvgPool{rank}D", $"AdaptiveMaxPool{rank}D"), [x.Shape[0], .. size], x.Count,
                    ("Size", size.Distinct().Count() == 1 && c.OneIn(2) ? [size[0]] : size));
            case 6 when x.Rank == 3:
                int[] bins = c.Of<int[]>([1], [2, 1], [3, 2, 1], [4], [5, 1]);
                return new Candidate("SpatialPyramidPool", [x.Shape[0] * bins.Sum(b => b * b)], x.Count, ("Bins", bins)).With(c.OneIn(2), "Average", true);
            default:
                return Window(x, rank, c);
        }
    }

    private static Candidate? Window(Value x, int rank, Choices c)
    {
        var kind = c.Of<string>("MaxPool", "AvgPool", "MaxPool", "AvgPool", "LpPool");
        int[] kernel = SpatialLayers.PerAxis(rank, c, () => c.Of<int>(2, 3, 1, 4, 5)), stride = c.OneIn(4) ? kernel
            : SpatialLayers.PerAxis(rank, c, () => c.Of<int>(2, 1, 3, 4));
        int[] low = kind == "LpPool" ? new int[rank] : SpatialLayers.PerAxis(rank, c, () => c.Of<int>(0, 0, 1, 2));
        int[] high = kind != "LpPool" && c.OneIn(6) ? SpatialLayers.PerAxis(rank, c, () => c.Of<int>(0, 1, 2)) : [.. low];
        int[] dilation = kind == "MaxPool" ? SpatialLayers.PerAxis(rank, c, () => c.Of<int>(1, 1, 1, 2)) : [.. Enumerable.Repeat(1, rank)];
        var ceil = c.OneIn(3);
        var isStrideGiven = !ReferenceEquals(kernel, stride);
        (kernel, stride) = ([.. kernel], [.. stride]);
        var extents = new int[rank];
        for (var a = 0; a < rank; a++)
        {
            var extent = x.Shape[a + 1];
            Bound(a);
            // A window that does not fit is made smaller.
            while (((kernel[a] - 1) * dilation[a]) + 1 > extent + low[a] + high[a])
            {
                if (dilation[a] > 1) dilation[a]--;
                else kernel[a]--;
                Bound(a);
            }

            if (!isStrideGiven) stride[a] = kernel[a];
            var room = extent + low[a] + high[a] - ((kernel[a] - 1) * dilation[a]) - 1;
            extents[a] = ((ceil ? room + stride[a] - 1 : room) / stride[a]) + 1;
            if (ceil && (extents[a] - 1) * stride[a] >= extent + low[a]) extents[a]--;
        }

        void Bound(int a) => (low[a], high[a]) = (Math.Min(low[a], kernel[a] / 2), Math.Min(high[a], kernel[a] / 2));
        var paddings = low.SequenceEqual(high) ? low : [.. low.Zip(high).SelectMany(p => new[] { p.First, p.Second })];
        var layer = new Candidate($"{kind}{rank}D", [x.Shape[0], .. extents], x.Count * kernel.Aggregate(1L, (p, k) => p * k), ("Kernel", kernel))
            .With(isStrideGiven, "Strides", stride).With(paddings.Any(p => p > 0), "Paddings", paddings)
            .With(dilation.Any(d => d > 1), "Dilations", dilation).With(ceil, "CeilMode", true);
        return kind switch
        {
            // Odd powers of negative elements have no real root.
            "LpPool" => layer.With(true, "Power", 2),
            "AvgPool" => layer.With(c.OneIn(3), "CountIncludePad", false).With(c.OneIn(6), "DivisorOverride", 3),
            _ => layer,
        };
    }
}
