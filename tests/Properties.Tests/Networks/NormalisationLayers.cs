namespace NetGen.Properties.Networks;

/// <summary>Normalisations, of any shape.</summary>
internal static class NormalisationLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(7))
        {
            case 2:
                return new Candidate("LayerNorm", x.Shape, x.Count) { HasParameters = true }.With(c.OneIn(3), "Shape", x.Shape[c.Between(0, x.Rank - 1)..]).With(c.OneIn(4), "Affine", false);
            case 3:
                return new Candidate("RmsNorm", x.Shape, x.Count) { HasParameters = true }.With(c.OneIn(3), "Shape", x.Shape[c.Between(0, x.Rank - 1)..]).With(c.OneIn(4), "Affine", false);
            case 4:
                var groups = c.Of<int>([.. Enumerable.Range(1, x.Shape[0]).Where(g => x.Shape[0] % g == 0)]);
                return new Candidate("GroupNorm", x.Shape, x.Count, ("Groups", groups)) { HasParameters = true }.With(c.OneIn(4), "Affine", false);
            case 5 when x.Rank > 1:
                return new Candidate("InstanceNorm", x.Shape, x.Count).With(c.OneIn(2), "Affine", true).With(c.OneIn(3), "TrackRunningStatistics", true);
            case 6 when x.Rank > 1:
                return new Candidate("LocalResponseNorm", x.Shape, x.Count * 5, ("Size", c.Of<int>(3, 1, 2, 5))).With(c.OneIn(2), "Alpha", 0.1);
            default:
                return new Candidate("BatchNorm", x.Shape, x.Count).With(c.OneIn(4), "Affine", false).With(c.OneIn(6), "TrackRunningStatistics", false).With(c.OneIn(3), "Epsilon", 1e-2);
        }
    }
}
