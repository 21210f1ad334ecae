using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>In training each element is 0 with probability p and x/(1 − p) otherwise (Srivastava et al. 2014); in inference y = x.</summary>
internal sealed class Dropout : LayerDefinition
{
    public override string Kind => "Dropout";

    public override Node? Build(LayerContext c)
    {
        var p = c.Number("Probability", 0.5);
        if (p is < 0 or >= 1 or double.NaN) return c.Fail("NG0105", $"{c.Text}: Probability is {p}, but must be at least 0 and less than 1");
        if (c.Mode == GraphMode.Inference || p.Equals(0.0)) return c.Map(c.X, x => x);
        // A node of its own: the backward pass reads the same mask.
        var keep = c.Map(Expr.Less(new RandomExpr(c.Graph.Nodes.Count), p, 0, 1 / (1 - p)), c.X.Shape, Operand.Same(c.X));
        return c.Map(Expr.Input(0) * Expr.Input(1), c.X.Shape, Operand.Same(c.X), Operand.Same(keep));
    }
}
