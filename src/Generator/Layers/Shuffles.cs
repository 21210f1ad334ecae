using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>y[c, i·r + u, j·r + v] = x[c·r² + u·r + v, i, j]: channels become space (Shi et al. 2016, arXiv:1609.05158).</summary>
internal sealed class PixelShuffle : LayerDefinition
{
    public override string Kind => "PixelShuffle";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(3, "[channels, height, width]", "put [Reshape] before it") || c.Positive("Factor") is not { } r) return null;
        int[] x = c.X.Shape;
        if (x[0] % ((long)r * r) != 0) return c.Fail("NG0102", $"{c.Text} takes {(long)r * r} channels together, but {c.Above()}; their number must be a multiple of {(long)r * r}");
        var channels = x[0] / (r * r);
        var split = c.Add(new ReshapeNode(c.X, [channels, r, r, x[1], x[2]]));
        return c.Add(new ReshapeNode(c.Add(new PermuteNode(split, [0, 3, 1, 4, 2])), [channels, x[1] * r, x[2] * r]));
    }
}

/// <summary>The inverse of <see cref="PixelShuffle"/>: space becomes channels.</summary>
internal sealed class PixelUnshuffle : LayerDefinition
{
    public override string Kind => "PixelUnshuffle";

    public override Node? Build(LayerContext c)
    {
        if (!c.Rank(3, "[channels, height, width]", "put [Reshape] before it") || c.Positive("Factor") is not { } r) return null;
        int[] x = c.X.Shape;
        if (x[1] % r != 0 || x[2] % r != 0) return c.Fail("NG0102", $"{c.Text} takes {r}×{r} pixels together, but {c.Above()}; height and width must be multiples of {r}");
        var split = c.Add(new ReshapeNode(c.X, [x[0], x[1] / r, r, x[2] / r, r]));
        return c.Add(new ReshapeNode(c.Add(new PermuteNode(split, [0, 2, 4, 1, 3])), [x[0] * r * r, x[1] / r, x[2] / r]));
    }
}

/// <summary>Channel g·n + k of G groups of n moves to k·G + g (Zhang et al. 2018, arXiv:1707.01083).</summary>
internal sealed class ChannelShuffle : LayerDefinition
{
    public override string Kind => "ChannelShuffle";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Groups") is not { } groups) return null;
        if (c.X.Rank == 0 || c.X.Shape[0] % groups != 0)
            return c.Fail("NG0102", $"{c.Text} has {groups} groups, which must divide the channels, but {c.Above()}");
        var each = c.X.Shape[0] / groups;
        return Maxout.Pick(c, 0, c.X.Shape[0], i => (i % groups * each) + (i / groups));
    }
}
