using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>x where it is positive, otherwise a·x with a trained slope, one for all or one a channel (He et al. 2015, arXiv:1502.01852).</summary>
internal sealed class PRelu : LayerDefinition
{
    public override string Kind => "PRelu";

    public override Node? Build(LayerContext c)
    {
        var perChannel = c.Flag("PerChannel", false);
        if (perChannel && c.X.Rank == 0) return c.Fail("NG0101", $"{c.Text} needs channels, but {c.Above()}; leave out PerChannel");
        var slope = c.Parameter("weight", [perChannel ? c.X.Shape[0] : 1], new("Constant", c.Number("InitialSlope", 0.25)));
        Expr x = Expr.Input(0);
        return c.Map(Expr.Less(0, x, x, Expr.Input(1) * x), c.X.Shape, Operand.Same(c.X), Operand.PerChannel(slope));
    }
}

/// <summary>A leaky rectifier whose slope is drawn for each element while training, and the mean of the bounds otherwise (Xu et al. 2015, arXiv:1505.00853).</summary>
internal sealed class RRelu : LayerDefinition
{
    public override string Kind => "RRelu";

    public override Node? Build(LayerContext c)
    {
        double lower = c.Number("Lower", 1.0 / 8), upper = c.Number("Upper", 1.0 / 3);
        if (!(lower <= upper)) return c.Fail("NG0105", $"{c.Text}: Lower is {lower}, but must be at most Upper, {upper}");
        Expr x = Expr.Input(0);
        if (c.Mode == GraphMode.Inference) return c.Map(Expr.Less(0, x, x, (lower + upper) / 2 * x), c.X.Shape, Operand.Same(c.X));
        // A node of its own: the backward pass reads the same slopes.
        var slope = c.Map(lower + ((upper - lower) * new RandomExpr(c.Graph.Nodes.Count)), c.X.Shape, Operand.Same(c.X));
        return c.Map(Expr.Less(0, x, x, Expr.Input(1) * x), c.X.Shape, Operand.Same(c.X), Operand.Same(slope));
    }
}
