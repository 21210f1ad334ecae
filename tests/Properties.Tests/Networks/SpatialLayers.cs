namespace NetGen.Properties.Networks;

/// <summary>Convolutions of every kind over [C, …], and dense layers over rows.</summary>
internal static class SpatialLayers
{
    public static Candidate? Propose(Value x, Choices c) => c.Below(10) switch
    {
        5 or 6 => Transposed(x, c),
        7 => x.Rank == 3 ? Composed(x, c) : Convolution(x, c),
        8 => x.Rank == 3 ? Depthwise(x, c) : Convolution(x, c),
        // Rows, or an image of one position, which counts as a vector.
        0 or 1 or 2 or 3 when x.Rank == 2 => VectorLayers.Rows(x, c),
        4 or 9 when x.Rank > 2 && x.Count == x.Shape[0] => VectorLayers.Dense(x, c),
        _ => Convolution(x, c),
    };

    private static Candidate? Convolution(Value x, Choices c)
    {
        if (x.Rank == 3 && x.Shape[0] % 16 == 0 && x.Shape.Skip(1).All(extent => extent >= 4) && c.OneIn(2)) return Same(x, c);
        if (x.Rank == 3 && x.Shape[1] >= 2 && x.Shape[2] >= 16 && c.OneIn(2)) return Plane(x, c);
        var window = Window(x, c, allowModes: true);
        if (window is null) return null;
        var channels = Extents.Channels(c);
        var groups = c.OneIn(3) ? c.Divisor(x.Shape[0]) : 1;
        if (channels % groups != 0) channels = groups * c.Between(1, 3);
        int[] shape = [channels, .. window.Extents];
        var work = shape.Aggregate(1L, (p, e) => p * e) * (x.Shape[0] / groups) * window.Positions;
        return new Candidate($"Conv{x.Rank - 1}D", shape, work, [("Channels", channels), .. window.Arguments]) { HasParameters = true }
            .With(groups > 1, "Groups", groups).With(c.OneIn(3), "Bias", false);
    }

    /// <summary>The convolution of residual networks, of whole panels: Winograd's method computes it, in tiles of 4 × 4 or 2 × 2.</summary>
    private static Candidate Same(Value x, Choices c)
    {
        int[] shape = [c.Of<int>(16, 32), x.Shape[1], x.Shape[2]];
        return new Candidate("Conv2D", shape, 9L * x.Count * shape[0], ("Channels", shape[0]), ("Kernel", 3), ("Padding", 1)) { HasParameters = true }
            .With(c.OneIn(3), "Bias", false);
    }

    /// <summary>A depthwise convolution that has a kernel of its own between the caller's images.</summary>
    private static Candidate Plane(Value x, Choices c) =>
        new Candidate("DepthwiseConv2D", x.Shape, 9L * x.Count, ("Kernel", 3), ("Padding", 1)) { HasParameters = true }.With(c.OneIn(3), "Bias", false);

    private static Candidate? Depthwise(Value x, Choices c)
    {
        if (Window(x, c, allowModes: true) is not { } window) return null;
        var multiplier = c.Of<int>(1, 1, 2, 3);
        int[] shape = [x.Shape[0] * multiplier, .. window.Extents];
        return new Candidate("DepthwiseConv2D", shape, shape.Aggregate(1L, (p, e) => p * e) * window.Positions, window.Arguments) { HasParameters = true }
            .With(multiplier > 1, "Multiplier", multiplier).With(c.OneIn(3), "Bias", false);
    }

    private static Candidate? Composed(Value x, Choices c)
    {
        if (Window(x, c, allowModes: true) is not { } window) return null;
        var channels = Extents.Channels(c);
        int[] shape = [channels, .. window.Extents];
        var work = (long)x.Count * window.Positions * channels;
        // The other two take one extent for both axes.
        var kind = window.Arguments[0].Item2 is int ? c.Of<string>("SeparableConv2D", "SpatialSeparableConv2D", "FlattenedConv2D") : "SeparableConv2D";
        return new Candidate(kind, shape, work, [("Channels", channels), .. window.Arguments])
            .With(c.OneIn(3), "Bias", false);
    }

    private static Candidate? Transposed(Value x, Choices c)
    {
        var rank = x.Rank - 1;
        int[] kernel = PerAxis(rank, c, () => c.Between(1, 4)), stride = PerAxis(rank, c, () => c.Of<int>(2, 1, 3, 2, 1, 3, 5)), dilation = PerAxis(rank, c, () => c.Of<int>(1, 1, 2));
        int[] low = PerAxis(rank, c, () => c.Of<int>(0, 0, 1, 2)), high = c.OneIn(5) ? PerAxis(rank, c, () => c.Between(0, 2))
            : low, more = PerAxis(rank, c, () => c.Of<int>(0, 0, 1));
        var same = c.OneIn(10);
        if (same) more = new int[rank];
        var groups = c.OneIn(3) ? c.Divisor(x.Shape[0]) : 1;
        var channels = groups * c.Of<int>(1, 2, 3, 5, 8, 16, 17);
        var extents = new int[rank];
        for (var a = 0; a < rank; a++)
        {
            if (more[a] >= Math.Max(stride[a], dilation[a])) more[a] = 0;
            extents[a] = same ? x.Shape[a + 1] * stride[a] : ((x.Shape[a + 1] - 1) * stride[a]) + ((kernel[a] - 1) * dilation[a]) + 1 - low[a] - high[a] + more[a];
            if (extents[a] < 1) return null;
        }

        int[] paddings = low.SequenceEqual(high) ? low : [.. low.Zip(high).SelectMany(p => new[] { p.First, p.Second })];
        var work = (long)x.Count * (channels / groups) * kernel.Aggregate(1, (p, k) => p * k);
        return new Candidate($"ConvTranspose{rank}D", [channels, .. extents], work, ("Channels", channels), ("Kernel", kernel)) { HasParameters = true }
            .With(stride.Any(s => s > 1), "Strides", stride).With(dilation.Any(d => d > 1), "Dilations", dilation)
            .With(!same && paddings.Any(p => p > 0), "Paddings", paddings).With(same, "Padding", Dim.Same)
            .With(more.Any(m => m > 0), "OutputPaddings", more).With(groups > 1, "Groups", groups).With(c.OneIn(3), "Bias", false);
    }

    /// <summary>The same number for each axis, or sometimes one of its own.</summary>
    public static int[] PerAxis(int rank, Choices c, Func<int> choose)
    {
        if (!c.OneIn(3)) return [.. Enumerable.Repeat(choose(), rank)];
        return [.. Enumerable.Range(0, rank).Select(_ => choose())];
    }

    private static WindowChoice? Window(Value x, Choices c, bool allowModes)
    {
        var rank = x.Rank - 1;
        int[] kernel = PerAxis(rank, c, () => c.Of<int>(3, 1, 2, 3, 4, 5)), stride = PerAxis(rank, c, () => c.Of<int>(1, 1, 2, 3)),
            dilation = PerAxis(rank, c, () => c.Of<int>(1, 1, 1, 2, 3));
        int[] low = PerAxis(rank, c, () => c.Of<int>(1, 0, 0, 2, 3)), high = c.OneIn(4) ? PerAxis(rank, c, () => c.Between(0, 2)) : low;
        var same = c.OneIn(8);
        var mode = allowModes && c.OneIn(4) ? c.Between(1, 3) : 0;
        var extents = new int[rank];
        for (var a = 0; a < rank; a++)
        {
            var extent = x.Shape[a + 1];
            if (same)
            {
                var windows = (extent + stride[a] - 1) / stride[a];
                var total = Math.Max(0, ((windows - 1) * stride[a]) + ((kernel[a] - 1) * dilation[a]) + 1 - extent);
                if (mode != 0 && (total + 1) / 2 > extent - 1) return null;
                extents[a] = windows;
                continue;
            }

            if (mode != 0 && Math.Max(low[a], high[a]) > extent - 1) return null;
            // A window that does not fit is made smaller.
            while (((kernel[a] - 1) * dilation[a]) + 1 > extent + low[a] + high[a])
            {
                if (dilation[a] > 1) dilation[a]--;
                else kernel[a]--;
            }

            extents[a] = ((extent + low[a] + high[a] - ((kernel[a] - 1) * dilation[a]) - 1) / stride[a]) + 1;
        }

        var arguments = new List<(string, object)> { ("Kernel", kernel.Distinct().Count() == 1 ? kernel[0] : kernel) };
        if (stride.Any(s => s > 1)) arguments.Add(stride.Distinct().Count() == 1 ? ("Stride", stride[0]) : ("Strides", stride));
        if (dilation.Any(d => d > 1)) arguments.Add(dilation.Distinct().Count() == 1 ? ("Dilation", dilation[0]) : ("Dilations", dilation));
        if (same) arguments.Add(("Padding", Dim.Same));
        else if (!low.SequenceEqual(high)) arguments.Add(("Paddings", low.Zip(high).SelectMany(p => new[] { p.First, p.Second }).ToArray()));
        else if (low.Any(p => p > 0)) arguments.Add(low.Distinct().Count() == 1 ? ("Padding", low[0]) : ("Paddings", low));
        if (mode > 0) arguments.Add(("PaddingMode", mode));
        return new(extents, kernel.Aggregate(1L, (p, k) => p * k), [.. arguments]);
    }

    private sealed record WindowChoice(int[] Extents, long Positions, (string, object)[] Arguments);
}
