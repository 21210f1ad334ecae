using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// −α·(1 − p)^γ·ln p, p the probability of the truth (Lin et al. 2017, arXiv:1708.02002): of class scores with labels, or of independent logits
/// with targets in [0, 1].
/// </summary>
internal sealed class FocalLoss : LabelLoss
{
    /// <summary>Keeps the derivative of a broken power finite where the truth is certain; its product with ln p is 0 there.</summary>
    private const double LeastDoubt = 1e-12;

    public override string Kind => "FocalLoss";

    protected override bool Check(LossContext c) => c.AtLeast("Gamma", 2, 0);

    public override LossTarget? Target(LossContext c)
    {
        if (!c.Flag("Binary", false)) return base.Target(c);
        if (c.Has("ClassWeights")) return c.RefuseArgument("ClassWeights are for classes; Binary targets are weighted by Alpha");
        return Check(c) ? LossTarget.Values(c.X.Shape) : null;
    }

    public override LossNodes? Build(LossContext c) => new(c.Flag("Binary", false) ? Binary(c) : Classes(c));

    private static Node Binary(LossContext c)
    {
        Expr x = Expr.Input(0), t = Expr.Input(1);
        Expr positive = Expr.Sigmoid(x), negative = Expr.Sigmoid(-x);
        // 1 − p and −ln p from the logit: nothing cancels, nothing overflows.
        var doubt = (positive * (1 - t)) + (negative * t);
        var entropy = (t * Expr.Unary(UnaryOp.Softplus, -x)) + ((1 - t) * Expr.Unary(UnaryOp.Softplus, x));
        var alpha = c.Number("Alpha", 0.25);
        var weight = alpha < 0 ? Expr.One : (alpha * t) + ((1 - alpha) * (1 - t));
        return Reduction.Of(c, weight * Focus(c, doubt) * entropy, c.X.Shape, Operand.Same(c.X), Operand.Same(c.Target));
    }

    private static Node Classes(LossContext c)
    {
        var (z, sum, _) = Softmax.ShiftedExponentials(c, c.X, axis: 0);
        var labels = new ClassLabels(c, null, Operand.Same(z));
        var right = labels.OverClasses(labels.AtLabel(Expr.Input(0), 0));
        var logarithm = c.Map(Expr.Input(0) - Expr.Log(Expr.Input(1)), right.Shape, Operand.Same(right), Operand.Same(sum));
        var p = Expr.Input(0);
        var loss = -Focus(c, -Expr.Unary(UnaryOp.Expm1, p)) * p;
        if (!c.Has("ClassWeights")) return Reduction.Of(c, loss, right.Shape, Operand.Same(logarithm));

        var weight = labels.OverClasses(labels.AtLabel(labels.Weight, 0));
        return labels.Reduced(c.SumOverBatch(loss * Expr.Input(1), right.Shape, Operand.Same(logarithm), Operand.Same(weight)));
    }

    private static Expr Focus(LossContext c, Expr doubt)
    {
        var gamma = c.Number("Gamma", 2);
        return Expr.Pow(gamma is 0 or 1 or 2 ? doubt : Expr.Max(doubt, LeastDoubt), gamma);
    }
}
