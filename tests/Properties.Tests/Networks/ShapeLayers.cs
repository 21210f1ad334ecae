namespace NetGen.Properties.Networks;

/// <summary>Layers that only move elements, and resampling.</summary>
internal static class ShapeLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(9))
        {
            case 1:
                int[] order = [.. Enumerable.Range(0, x.Rank)];
                for (var i = 0; i < order.Length; i++)
                {
                    var j = c.Between(i, order.Length - 1);
                    (order[i], order[j]) = (order[j], order[i]);
                }

                return new("Permute", [.. order.Select(a => x.Shape[a])], 0, ("Axes", order));
            case 2:
                return Pad(x, c);
            case 3:
                return Crop(x, c);
            case 4:
                var axis = c.Between(0, x.Rank - 1);
                int start = c.Between(0, x.Shape[axis] - 1), end = c.Between(start + 1, x.Shape[axis]), step = c.Between(1, 3);
                return new Candidate("Slice", [.. x.Shape.Select((e, a) => a == axis ? ((end - start - 1) / step) + 1 : e)], 0, ("Axis", axis), ("Start", start), ("End", end)).With(step > 1, "Step", step);
            case 5:
                var groups = c.Of<int>([.. Enumerable.Range(1, x.Shape[0]).Where(g => x.Shape[0] % g == 0)]);
                return new("ChannelShuffle", x.Shape, 0, ("Groups", groups));
            case 6 when x.Rank == 3 && x.Shape[0] % 4 == 0:
                return new("PixelShuffle", [x.Shape[0] / 4, x.Shape[1] * 2, x.Shape[2] * 2], 0, ("Factor", 2));
            case 7 when x.Rank == 3 && x.Shape[1] % 2 == 0 && x.Shape[2] % 2 == 0:
                return new("PixelUnshuffle", [x.Shape[0] * 4, x.Shape[1] / 2, x.Shape[2] / 2], 0, ("Factor", 2));
            case 8 when x.Rank > 1:
                return Upsample(x, c);
            default:
                if (!c.OneIn(3)) return new("Flatten", [x.Count], 0);
                var from = c.Between(0, x.Rank - 1);
                return new("Flatten", [.. x.Shape[..from], x.Shape[from..].Aggregate(1, (p, e) => p * e)], 0, ("StartAxis", from));
        }
    }

    private static Candidate? Pad(Value x, Choices c)
    {
        var mode = c.OneIn(2) ? c.Between(1, 3) : 0;
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

        return new Candidate("Pad", shape, 0, ("Amounts", amounts)).With(mode > 0, "Mode", mode).With(mode == 0 && c.OneIn(3), "Value", 0.5);
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

    private static Candidate Upsample(Value x, Choices c)
    {
        var mode = c.Between(0, 2);
        int[] sizes = SpatialLayers.PerAxis(x.Rank - 1, c, () => c.Between(1, 9));
        return new Candidate("Upsample", [x.Shape[0], .. sizes], 4 * x.Count, ("Sizes", sizes)).With(mode > 0, "Mode", mode).With(mode > 0 && c.OneIn(2), "AlignCorners", true);
    }
}
