namespace NetGen.Properties.Oracles;

/// <summary>Layers that move elements, and resampling.</summary>
internal static class Moves
{
    public static Plane? Of(LayerCall c)
    {
        var (x, shape) = (c.X, c.Shape);
        switch (c.Kind)
        {
            case "Flatten" or "Reshape":
                return x.As(shape);
            case "Permute":
                var axes = c.Ints("Axes");
                return x.Moved(shape, i => [.. Enumerable.Range(0, axes.Length).Select(a => i[Array.IndexOf(axes, a)])]);
            case "Pad" or "Crop":
                var (mode, sign, amounts) = (c.Int("Mode", 0), c.Kind == "Pad" ? -1 : 1, Low(c));
                return x.Moved(shape, i => i.Select((at, a) => Source(mode, at + (sign * amounts[a]), x.Shape[a])).ToArray() is var from
                    && from.All(at => at >= 0) ? from : null, c.Number("Value", 0));
            case "Slice":
                var (axis, step, start) = (c.Axis("Axis", 0), c.Int("Step", 1), c.Int("Start", 0));
                if (start < 0) start += x.Shape[axis];
                return x.Moved(shape, i => [.. i.Select((at, a) => a == axis ? start + (at * step) : at)]);
            case "ChannelShuffle":
                var groups = c.Int("Groups", 1);
                return x.Moved(shape, i => [(i[0] % groups * (shape[0] / groups)) + (i[0] / groups), .. i[1..]]);
            case "PixelShuffle":
                var r = c.Int("Factor", 1);
                return x.Moved(shape, i => [(i[0] * r * r) + (i[1] % r * r) + (i[2] % r), i[1] / r, i[2] / r]);
            case "PixelUnshuffle":
                var f = c.Int("Factor", 1);
                return x.Moved(shape, i => [i[0] / (f * f), (i[1] * f) + (i[0] % (f * f) / f), (i[2] * f) + (i[0] % f)]);
            case "Concat":
                return Concat(c, c.Axis("Axis", 0));
            case "Upsample":
                return Upsample(c);
            default:
                return null;
        }
    }

    /// <summary>Where the element at an index of a padded axis comes from; −1 for nowhere.</summary>
    public static int Source(int mode, int at, int extent) => mode switch
    {
        (int)PaddingMode.Reflect => at < 0 ? -at : at >= extent ? (2 * extent) - 2 - at : at,
        (int)PaddingMode.Replicate => Math.Clamp(at, 0, extent - 1),
        (int)PaddingMode.Circular => ((at % extent) + extent) % extent,
        _ => at >= 0 && at < extent ? at : -1,
    };

    /// <summary>How many elements are added in front of, or taken from the front of, each axis.</summary>
    private static int[] Low(LayerCall c)
    {
        var given = c.Ints("Amounts");
        var low = new int[c.X.Rank];
        if (given.Length == 1) return [.. low.Select((_, a) => a == 0 && low.Length > 1 ? 0 : given[0])];
        for (var i = 0; i < given.Length; i += 2) low[low.Length - 1 - (i / 2)] = given[i];
        return low;
    }

    private static Plane Concat(LayerCall c, int axis) => Plane.Of(c.Shape, i =>
    {
        int[] at = [.. i];
        foreach (var part in c.Sources)
        {
            if (at[axis] < part.Shape[axis]) return part[at];
            at[axis] -= part.Shape[axis];
        }

        throw new InvalidOperationException("The parts end before the result.");
    });

    /// <summary>PyTorch's interpolate, one axis after the other: with a factor positions are a factor apart, with sizes n/m.</summary>
    private static Plane Upsample(LayerCall c)
    {
        var x = c.X;
        var scales = c.Has("Sizes") ? [] : c.Numbers(c.Has("Scales") ? "Scales" : "Scale");
        if (!c.Has("Sizes") && scales.Length == 0) scales = [2];
        for (var axis = 1; axis < x.Rank; axis++)
        {
            int n = x.Shape[axis], m = c.Shape[axis];
            var step = scales.Length == 0 ? (double)n / m : 1 / scales[scales.Length == 1 ? 0 : axis - 1];
            var from = x;
            x = Plane.Of([.. x.Shape.Select((e, a) => a == axis ? m : e)], i =>
                Weights(i[axis], n, m, step, c).Sum(w => w.Weight * from[[.. i[..axis], Math.Clamp(w.At, 0, n - 1), .. i[(axis + 1)..]]]));
        }

        return x;
    }

    private static (int At, double Weight)[] Weights(int i, int n, int m, double step, LayerCall c)
    {
        var mode = c.Int("Mode", 0);
        // The float nearest to a whole number may be below it.
        if (mode == 0) return [(Math.Min(n - 1, (int)Math.Floor((i * step) + 1e-9)), 1)];
        var at = c.Flag("AlignCorners", false) ? (m == 1 ? 0 : (double)i * (n - 1) / (m - 1)) : ((i + 0.5) * step) - 0.5;
        if (mode == 1) at = Math.Max(at, 0);
        var floor = (int)Math.Floor(at + 1e-9);
        var t = Math.Max(0, at - floor);
        if (mode == 1) return [(floor, 1 - t), (floor + 1, t)];
        double Inner(double d) => (1.25 * d * d * d) - (2.25 * d * d) + 1;
        double Outer(double d) => (-0.75 * d * d * d) + (3.75 * d * d) - (6 * d) + 3;
        return [(floor - 1, Outer(t + 1)), (floor, Inner(t)), (floor + 1, Inner(1 - t)), (floor + 2, Outer(2 - t))];
    }
}
