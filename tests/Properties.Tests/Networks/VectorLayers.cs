namespace NetGen.Properties.Networks;

/// <summary>Layers of a vector [I].</summary>
internal static class VectorLayers
{
    private static readonly int[] Widths = [1, 3, 5, 8, 15, 16, 17, 24, 32, 33, 48, 65];

    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(4))
        {
            case 3 when Images(x.Count) is { Count: > 0 } images:
                var shape = c.Of<int[]>(images);
                return new("Reshape", shape, 0, ("Shape", shape));
            default:
                var units = c.Of<int>(Widths);
                return Dense([units], x.Count, (long)units * x.Count, units, c);
        }
    }

    /// <summary>A dense layer, of a vector or of rows.</summary>
    public static Candidate Dense(int[] shape, int features, long work, int units, Choices c) =>
        new Candidate("Dense", shape, work, ("Units", units)) { HasParameters = features > 0 }.With(c.OneIn(3), "Bias", false);

    /// <summary>Two and three axes with that many elements.</summary>
    private static List<int[]> Images(int count)
    {
        var images = new List<int[]>();
        for (var channels = 1; channels <= Math.Min(18, count); channels++)
        {
            if (count % channels != 0) continue;
            images.Add([channels, count / channels]);
            var side = (int)Math.Sqrt(count / channels);
            while (side > 1 && count / channels % side != 0) side--;
            images.Add([channels, side, count / channels / side]);
        }

        return images;
    }
}
