namespace NetGen.Properties.Networks;

/// <summary>Pooling over the axes of [C, …].</summary>
internal static class PoolingLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        var rank = x.Rank - 1;
        switch (c.Below(8))
        {
            case 4:
                return new(c.Of<string>("GlobalAvgPool", "GlobalMaxPool"), [x.Shape[0], .. Enumerable.Repeat(1, rank)], x.Count);
            case 5:
                int[] size = SpatialLayers.PerAxis(rank, c, () => c.Between(1, 4));
                return new(c.Of<string>($"AdaptiveAvgPool{rank}D", $"AdaptiveMaxPool{rank}D"), [x.Shape[0], .. size], x.Count, ("Size", size));
            case 6 when x.Rank == 3:
                int[] bins = c.Of<int[]>([1], [2, 1], [3, 2, 1]);
                return new Candidate("SpatialPyramidPool", [x.Shape[0] * bins.Sum(b => b * b)], x.Count, ("Bins", bins)).With(c.OneIn(2), "Average", true);
            default:
                return Window(x, rank, c);
        }
    }

    private static Candidate? Window(Value x, int rank, Choices c)
    {
        var kind = c.Of<string>("MaxPool", "AvgPool", "MaxPool", "AvgPool", "LpPool");
        int[] kernel = SpatialLayers.PerAxis(rank, c, () => c.Of<int>(2, 3, 1, 4)), stride = SpatialLayers.PerAxis(rank, c, () => c.Of<int>(2, 1, 3, 4));
        int[] padding = kind == "LpPool" ? new int[rank] : SpatialLayers.PerAxis(rank, c, () => c.Of<int>(0, 0, 1, 2));
        int[] dilation = kind == "MaxPool" ? SpatialLayers.PerAxis(rank, c, () => c.Of<int>(1, 1, 1, 2)) : [.. Enumerable.Repeat(1, rank)];
        var ceil = c.OneIn(3);
        var extents = new int[rank];
        for (var a = 0; a < rank; a++)
        {
            var extent = x.Shape[a + 1];
            while (padding[a] > kernel[a] / 2) padding[a]--;
            while (((kernel[a] - 1) * dilation[a]) + 1 > extent + (2 * padding[a]))
            {
                if (dilation[a] > 1) dilation[a]--;
                else kernel[a]--;
                padding[a] = Math.Min(padding[a], kernel[a] / 2);
            }

            var room = extent + (2 * padding[a]) - ((kernel[a] - 1) * dilation[a]) - 1;
            extents[a] = ((ceil ? room + stride[a] - 1 : room) / stride[a]) + 1;
            if (ceil && (extents[a] - 1) * stride[a] >= extent + padding[a]) extents[a]--;
        }

        var layer = new Candidate($"{kind}{rank}D", [x.Shape[0], .. extents], x.Count * kernel.Aggregate(1L, (p, k) => p * k), ("Kernel", kernel), ("Strides", stride))
            .With(padding.Any(p => p > 0), "Paddings", padding).With(dilation.Any(d => d > 1), "Dilations", dilation).With(ceil, "CeilMode", true);
        return kind switch
        {
            "LpPool" => layer.With(true, "Power", 2),
            "AvgPool" => layer.With(c.OneIn(3), "CountIncludePad", false).With(c.OneIn(6), "DivisorOverride", 3),
            _ => layer,
        };
    }
}
