using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>The maximum over groups of neighbouring channels: [C·pieces, …] → [C, …] (Goodfellow et al. 2013, arXiv:1302.4389).</summary>
internal sealed class Maxout : LayerDefinition
{
    public override string Kind => "Maxout";

    public override Node? Build(LayerContext c)
    {
        if (c.Positive("Pieces") is not { } pieces) return null;
        if (c.X.Rank == 0 || c.X.Shape[0] % pieces != 0)
            return c.Fail("NG0102", $"{c.Text} takes {pieces} channels together, but {c.Above()}; their number must be a multiple of {pieces}");
        var channels = c.X.Shape[0] / pieces;
        Operand[] parts = [.. Enumerable.Range(0, pieces).Select(j => Operand.Same(Pick(c, 0, channels, i => (i * pieces) + j)))];
        // Of equal pieces the first one gets the gradient: a maximum prefers its second argument.
        var maximum = Enumerable.Range(1, pieces - 1).Aggregate(Expr.Input(0), (best, j) => Expr.Max(Expr.Input(j), best));
        return c.Map(maximum, parts[0].Node.Shape, parts);
    }

    public static Node Pick(LayerContext c, int axis, int count, Func<int, int> source) =>
        c.Add(new GatherNode(c.X, axis, [.. Enumerable.Range(0, count).Select(source)]));
}

/// <summary>Halves a and b of an axis: a·σ(b) (Dauphin et al. 2017, arXiv:1612.08083).</summary>
internal sealed class Glu : LayerDefinition
{
    public override string Kind => "Glu";

    public override Node? Build(LayerContext c)
    {
        if (c.Axis("Axis", -1) is not { } axis) return null;
        if (c.X.Shape[axis] % 2 != 0) return c.Fail("NG0102", $"{c.Text} halves axis {axis}, but {c.Above()}; its extent must be even");
        var half = c.X.Shape[axis] / 2;
        Node a = Maxout.Pick(c, axis, half, i => i), b = Maxout.Pick(c, axis, half, i => half + i);
        return c.Map(Expr.Input(0) * Expr.Sigmoid(Expr.Input(1)), a.Shape, Operand.Same(a), Operand.Same(b));
    }
}
