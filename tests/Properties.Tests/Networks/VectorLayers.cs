namespace NetGen.Properties.Networks;

/// <summary>Layers of a vector [I], and of the rows of [T, I].</summary>
internal static class VectorLayers
{
    public static Candidate? Propose(Value x, Choices c)
    {
        if (x.Rows > 0)
            return new Candidate("Embedding", [x.Count, Extents.Channels(c)], x.Count, ("Count", x.Rows)) is var table ? table
                .With(true, "Size", table.Shape[1]).With(c.OneIn(3), "PaddingIndex", c.OneIn(2) ? 0 : c.Between(0, x.Rows - 1)) : null;
        return c.Below(4) == 3 ? ShapeLayers.Reshape(x, c) : Dense(x, c);
    }

    /// <summary>A dense layer of all elements.</summary>
    public static Candidate Dense(Value x, Choices c) => Extents.Channels(c) is var units ? Dense([units], x, units, c) : null!;

    /// <summary>A dense layer of each row.</summary>
    public static Candidate Rows(Value x, Choices c) => Extents.Channels(c) is var units ? Dense([x.Shape[0], units], x, units, c) : null!;

    private static Candidate Dense(int[] shape, Value x, int units, Choices c) =>
        new Candidate("Dense", shape, (long)units * x.Count, ("Units", units)) { HasParameters = true }.With(c.OneIn(3), "Bias", false);
}
