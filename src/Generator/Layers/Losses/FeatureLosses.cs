using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>(x − c)² of two feature maps.</summary>
internal sealed class ContentLoss : LossDefinition
{
    public override string Kind => "ContentLoss";

    public override LossTarget? Target(LossContext c) => c.ComparesAlike("content") ? LossTarget.None : null;

    public override LossNodes? Build(LossContext c)
    {
        var difference = Expr.Input(0) - Expr.Input(1);
        return new(Reduction.Of(c, difference * difference, c.X.Shape, Operand.Same(c.X), Operand.Same(c.Others[0])));
    }
}

/// <summary>(G(x) − G(s))² of the Gram matrices G(x)[i, j] = Σ x[i, …]·x[j, …]/(elements of x) (Gatys, Ecker and Bethge 2016).</summary>
internal sealed class StyleLoss : LossDefinition
{
    public override string Kind => "StyleLoss";

    public override LossTarget? Target(LossContext c)
    {
        if (!c.Compares("style")) return null;
        if (c.X.Rank > 0 && c.Others[0].Rank > 0 && c.X.Shape[0] == c.Others[0].Shape[0]) return LossTarget.None;
        return c.Refuse($"two feature maps of as many channels, but {c.Above()} and {c.Above(c.Others[0])}; take both from the same layer of one network");
    }

    public override LossNodes? Build(LossContext c)
    {
        Node x = Gram(c, c.X), s = Gram(c, c.Others[0]);
        var difference = (Expr.Input(0) * (1.0 / c.X.ElementCount)) - (Expr.Input(1) * (1.0 / c.Others[0].ElementCount));
        return new(Reduction.Of(c, difference * difference, x.Shape, Operand.Same(x), Operand.Same(s)));
    }

    private static Node Gram(LossContext c, Node x)
    {
        var channels = x.Shape[0];
        var dims = new List<Dim> { new("i", channels), new("j", channels) };
        dims.AddRange(x.Shape.Skip(1).Select((extent, axis) => new Dim($"p{axis}", extent)));
        AxisIndex[] positions = [.. Enumerable.Range(2, x.Rank - 1).Select(AxisIndex.Of)];
        return c.Add(new ContractNode(dims, x, [AxisIndex.Of(0), .. positions], x, [AxisIndex.Of(1), .. positions], [channels, channels], [AxisIndex.Of(0), AxisIndex.Of(1)]));
    }
}
