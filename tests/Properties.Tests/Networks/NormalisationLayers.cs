namespace NetGen.Properties.Networks;

/// <summary>Normalisations, of any shape.</summary>
internal static class NormalisationLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(8))
        {
            case 2 or 7:
                return LastAxes("LayerNorm", x, c) is var norm && norm.Has("Affine") ? norm : norm.With(c.OneIn(6), "Bias", false);
            case 3:
                return LastAxes("RmsNorm", x, c);
            case 4:
                return new Candidate("GroupNorm", x.Shape, x.Count, ("Groups", c.Divisor(x.Shape[0]))) { HasParameters = true }
                    .With(c.OneIn(4), "Affine", false).With(c.OneIn(4), "Epsilon", 1e-2);
            case 5 when x.Rank > 1:
                var tracks = c.OneIn(3);
                return new Candidate("InstanceNorm", x.Shape, x.Count).With(c.OneIn(2), "Affine", true)
                    .With(tracks, "TrackRunningStatistics", true).With(tracks && c.OneIn(2), "Momentum", 0.25);
            case 6 when x.Rank > 1:
                return new Candidate("LocalResponseNorm", x.Shape, x.Count * 5, ("Size", c.Of<int>(3, 1, 2, 5)))
                    .With(c.OneIn(2), "Alpha", 0.1).With(c.OneIn(4), "Beta", 0.5).With(c.OneIn(4), "K", 2.0);
            default:
                var forgets = c.OneIn(6);
                return new Candidate("BatchNorm", x.Shape, x.Count).With(c.OneIn(4), "Affine", false).With(forgets, "TrackRunningStatistics", false)
                    .With(c.OneIn(3), "Epsilon", 1e-2).With(!forgets && c.OneIn(4), "Momentum", 0.25);
        }
    }

    private static Candidate LastAxes(string kind, Value x, Choices c) => new Candidate(kind, x.Shape, x.Count) { HasParameters = true }
        .With(c.OneIn(3), "Shape", x.Shape[c.Between(0, x.Rank - 1)..]).With(c.OneIn(4), "Affine", false).With(c.OneIn(4), "Epsilon", 1e-2);
}
