using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>In training each element is 0 with probability p and x/(1 − p) otherwise (Srivastava et al. 2014); in inference y = x.</summary>
internal sealed class Dropout : LayerDefinition
{
    public override string Kind => "Dropout";

    public override Node? Build(LayerContext c) => Build(c, whole: c.X);

    /// <summary>One decision for each element of <paramref name="whole"/>, which is broadcast over x.</summary>
    public static Node? Build(LayerContext c, Node whole)
    {
        var p = c.Number("Probability", 0.5);
        if (p is < 0 or >= 1 or double.NaN) return c.Fail("NG0105", $"{c.Text}: Probability is {p}, but must be at least 0 and less than 1");
        if (c.Mode == GraphMode.Inference || p.Equals(0.0)) return c.Map(c.X, x => x);
        return Masked(c, c.X, whole, p);
    }

    /// <summary>Each element of x with probability p zero in training; x itself in inference.</summary>
    public static Node Of(LayerContext c, Node x, double p) => c.Mode == GraphMode.Inference ? x : Masked(c, x, x, p);

    private static Node Masked(LayerContext c, Node x, Node whole, double p)
    {
        // A node of its own: the backward pass reads the same mask.
        var keep = c.Map(Expr.Less(new RandomExpr(c.Graph.Nodes.Count), p, 0, 1 / (1 - p)), whole.Extents, Operand.Same(whole));
        return c.Map(Expr.Input(0) * Expr.Input(1), x.Extents, Operand.Same(x), Operand.Same(keep));
    }
}

/// <summary>As <see cref="Dropout"/>, but for whole channels (Tompson et al. 2015, arXiv:1411.4280).</summary>
internal sealed class SpatialDropout : LayerDefinition
{
    public override string Kind => "SpatialDropout";

    public override Node? Build(LayerContext c)
    {
        if (c.X.Rank < 2) return c.Fail("NG0101", $"{c.Text} needs channels and positions, but {c.Above()}; use [Dropout]");
        if (c.Mode == GraphMode.Inference) return Dropout.Build(c, c.X);
        // One element of each channel says that there is one decision a sample; its value is not read.
        Node first = c.X;
        for (var axis = 1; axis < c.X.Rank; axis++) first = c.Add(new GatherNode(first, axis, [0]));
        return Dropout.Build(c, first);
    }
}
