using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>−(t·ln x + (1 − t)·ln(1 − x)) of probabilities x, logarithms not below −100.</summary>
internal sealed class BinaryCrossEntropyLoss : ElementwiseLoss
{
    // PyTorch's bounds: they keep loss and gradient finite where a probability has rounded to 0 or 1.
    private const double LeastLogarithm = -100, LeastVariance = 1e-12;

    public override string Kind => "BinaryCrossEntropyLoss";

    protected override Expr Element(LossContext c, Expr x, Expr t) =>
        ((t - 1) * Expr.Max(Expr.Unary(UnaryOp.Log1p, -x), LeastLogarithm)) - (t * Expr.Max(Expr.Log(x), LeastLogarithm));

    public override LossNodes? Build(LossContext c)
    {
        if (base.Build(c) is not { } nodes) return null;
        // d/dx = (x − t)/(x·(1 − x)): one quotient where the derived form has the difference of two large ones.
        Expr x = Expr.Input(0), t = Expr.Input(1);
        var slope = (x - t) / Expr.Max((1 - x) * x, LeastVariance) * Reduction.Factor(c, c.X.Extents.Elements);
        return nodes with { Gradient = c.Map(slope, c.X.Extents, Operand.Same(c.X), Operand.Same(c.Target)) };
    }
}

/// <summary>
/// −(w·t·ln σ(x) + (1 − t)·ln(1 − σ(x))) of logits x, computed without overflow; w are the PositiveWeights, one for all or one a channel.
/// </summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : ElementwiseLoss
{
    public override string Kind => "BinaryCrossEntropyWithLogitsLoss";

    protected override bool Check(LossContext c)
    {
        var weights = c.Numbers("PositiveWeights");
        if (weights.Length <= 1 || (c.X.Rank > 0 && weights.Length == c.X.Shape[0])) return true;
        c.RefuseArgument($"there are {weights.Length} PositiveWeights, but {c.Above()}; give one for all outputs or one a channel");
        return false;
    }

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var weights = c.Numbers("PositiveWeights");
        Expr weight = weights.Length switch { 0 => Expr.One, 1 => weights[0], _ => Expr.Input(2) };
        // softplus(−x) = −ln σ(x), softplus(x) = −ln(1 − σ(x)).
        return (weight * t * Expr.Unary(UnaryOp.Softplus, -x)) + ((1 - t) * Expr.Unary(UnaryOp.Softplus, x));
    }

    protected override IEnumerable<Operand> Others(LossContext c) =>
        c.Numbers("PositiveWeights") is { Length: > 1 } weights ? [Operand.PerChannel(ConstantVector.Of(c, weights))] : [];
}
