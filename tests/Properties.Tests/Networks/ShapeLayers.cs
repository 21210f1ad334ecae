namespace NetGen.Properties.Networks;

/// <summary>Layers that only move elements, and resampling.</summary>
internal static class ShapeLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(12))
        {
            case 1:
                int[] order = [.. Enumerable.Range(0, x.Rank)];
                for (var i = 0; i < order.Length; i++)
                {
                    var j = c.Between(i, order.Length - 1);
                    (order[i], order[j]) = (order[j], order[i]);
                }

                return new("Permute", [.. order.Select(a => x.Shape[a])], 0, ("Axes", order));
            case 2 or 9:
                return Pad(x, c);
            case 3:
                return Crop(x, c);
            case 4:
                return Slice(x, c);
            case 5:
                return new("ChannelShuffle", x.Shape, 0, ("Groups", c.Divisor(x.Shape[0])));
            case 6 when x.Rank == 3 && x.Shape[0] % 4 == 0:
                return new("PixelShuffle", [x.Shape[0] / 4, x.Shape[1] * 2, x.Shape[2] * 2], 0, ("Factor", 2));
            case 6 when x.Rank == 3 && x.Shape[0] % 9 == 0:
                return new("PixelShuffle", [x.Shape[0] / 9, x.Shape[1] * 3, x.Shape[2] * 3], 0, ("Factor", 3));
            case 7 when x.Rank == 3 && x.Shape[1] % 2 == 0 && x.Shape[2] % 2 == 0:
                return new("PixelUnshuffle", [x.Shape[0] * 4, x.Shape[1] / 2, x.Shape[2] / 2], 0, ("Factor", 2));
            case 7 when x.Rank == 3:
                return new("PixelUnshuffle", x.Shape, 0, ("Factor", 1));
            case 8 or 10 when x.Rank > 1:
                return Upsample(x, c);
            case 11:
                return Reshape(x, c);
            default:
                if (!c.OneIn(3)) return new("Flatten", [x.Count], 0);
                int from = c.Between(0, x.Rank - 1), to = c.OneIn(2) ? c.Between(from, x.Rank - 1) : x.Rank - 1;
                return new Candidate("Flatten", [.. x.Shape[..from], x.Shape[from..(to + 1)].Aggregate(1, (p, e) => p * e), .. x.Shape[(to + 1)..]],
                    0, ("StartAxis", from)).With(to != x.Rank - 1, "EndAxis", to);
        }
    }

    /// <summary>Two, three or four axes with the elements of x.</summary>
    public static Candidate Reshape(Value x, Choices c)
    {
        var shape = new List<int>();
        var left = x.Count;
        for (var axes = c.Between(1, 3); axes > 0; axes--)
        {
            var extent = c.Of<int>([.. Enumerable.Range(1, Math.Min(48, left)).Where(d => left % d == 0).Reverse()]);
            shape.Add(extent);
            left /= extent;
        }

        shape.Add(left);
        var written = shape.ToArray();
        if (c.OneIn(4)) written[c.Between(0, written.Length - 1)] = -1;
        return new("Reshape", [.. shape], 0, ("Shape", written));
    }

    private static Candidate? Pad(Value x, Choices c)
    {
        var mode = c.OneIn(2) ? c.Between(1, 3) : 0;
        if (c.OneIn(6) && x.Shape.Skip(x.Rank == 1 ? 0 : 1).All(e => mode != 1 || e > 1))
            return new Candidate("Pad", [.. x.Shape.Select((e, a) => a == 0 && x.Rank > 1 ? e : e + 2)], 0, ("Amounts", new[] { 1 }))
                .With(mode > 0, "Mode", mode).With(mode == 0 && c.OneIn(2), "Value", 0.5);
        var amounts = new int[2 * x.Rank];
        int[] shape = [.. x.Shape];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            int low = c.Of<int>(0, 1, 2), high = c.Of<int>(0, 1, 2, 3), most = mode switch { 1 => x.Shape[axis] - 1, 3 => x.Shape[axis], _ => 9 };
            (low, high) = (Math.Min(low, most), Math.Min(high, most));
            amounts[2 * (x.Rank - 1 - axis)] = low;
            amounts[(2 * (x.Rank - 1 - axis)) + 1] = high;
            shape[axis] += low + high;
        }

        return new Candidate("Pad", shape, 0, ("Amounts", amounts)).With(mode > 0, "Mode", mode).With(mode == 0 && c.OneIn(2), "Value", c.Of<double>(0.5, -1.5));
    }

    private static Candidate? Crop(Value x, Choices c)
    {
        var amounts = new int[2 * x.Rank];
        int[] shape = [.. x.Shape];
        for (var axis = 0; axis < x.Rank; axis++)
        {
            int low = Math.Min(c.Of<int>(0, 1, 2), shape[axis] - 1), high = Math.Min(c.Of<int>(0, 1), shape[axis] - 1 - low);
            amounts[2 * (x.Rank - 1 - axis)] = low;
            amounts[(2 * (x.Rank - 1 - axis)) + 1] = high;
            shape[axis] -= low + high;
        }

        return new("Crop", shape, 0, ("Amounts", amounts));
    }

    private static Candidate Slice(Value x, Choices c)
    {
        var axis = c.Between(0, x.Rank - 1);
        int extent = x.Shape[axis], start = c.Between(0, extent - 1), end = c.Between(start + 1, extent), step = c.Between(1, 3);
        var count = ((end - start - 1) / step) + 1;
        if (c.OneIn(4)) start -= extent;
        if (end == extent && c.OneIn(2)) end = 99;
        return new Candidate("Slice", [.. x.Shape.Select((e, a) => a == axis ? count : e)], 0, ("Axis", c.OneIn(4) ? axis - x.Rank : axis),
            ("Start", start), ("End", end)).With(step > 1, "Step", step);
    }

    private static Candidate Upsample(Value x, Choices c)
    {
        var (mode, rank) = (c.Between(0, 2), x.Rank - 1);
        int[] sizes;
        Candidate layer;
        if (c.OneIn(2))
        {
            // Factors whose inverse is above its 32-bit float, if at all, so that floors are not a matter of rounding.
            double[] scales = c.OneIn(2) ? [.. Enumerable.Repeat(c.Of<double>(2, 1.5, 3, 2.5, 1, 0.5), rank)]
                : [.. Enumerable.Range(0, rank).Select(_ => c.Of<double>(2, 1.5, 3, 1, 2.5))];
            sizes = [.. scales.Select((s, a) => (int)Math.Floor(s * x.Shape[a + 1]))];
            if (sizes.Any(s => s < 1)) (scales, sizes) = ([.. scales.Select(_ => 2.0)], [.. x.Shape[1..].Select(e => 2 * e)]);
            var isOne = scales.Distinct().Count() == 1;
            layer = new Candidate("Upsample", [x.Shape[0], .. sizes], 4 * x.Count).With(isOne && scales[0] != 2, "Scale", scales[0]).With(!isOne, "Scales", scales);
        }
        else
        {
            sizes = SpatialLayers.PerAxis(rank, c, () => c.OneIn(3) ? c.Of<int>(15, 16, 17) : c.Between(1, 9));
            layer = new("Upsample", [x.Shape[0], .. sizes], 4 * x.Count, ("Sizes", sizes));
        }

        return layer.With(mode > 0, "Mode", mode).With(mode > 0 && c.OneIn(2), "AlignCorners", true);
    }
}
