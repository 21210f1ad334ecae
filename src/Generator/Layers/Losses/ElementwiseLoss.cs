using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss of each output x ($0) and its target t ($1); the targets have the output's shape.</summary>
internal abstract class ElementwiseLoss : LossDefinition
{
    /// <summary>The loss of one element.</summary>
    protected abstract Expr Element(LossContext c, Expr x, Expr t);

    /// <summary>Further tensors the expression reads, as $2, $3, ….</summary>
    protected virtual IEnumerable<Operand> Others(LossContext c) => [];

    /// <summary>Whether the arguments are in their ranges.</summary>
    protected virtual bool Check(LossContext c) => true;

    public override LossTarget? Target(LossContext c) => Check(c) ? LossTarget.Values(c.X.Extents) : null;

    public override LossNodes? Build(LossContext c) =>
        new(Reduction.Of(c, Element(c, Expr.Input(0), Expr.Input(1)), c.X.Extents, [Operand.Same(c.X), Operand.Same(c.Target), .. Others(c)]));
}

/// <summary>An element-wise loss without arguments is one line.</summary>
internal sealed class PlainLoss(string kind, Func<Expr, Expr, Expr> element) : ElementwiseLoss
{
    public static readonly IReadOnlyList<LossDefinition> All =
    [
        new PlainLoss("MeanSquaredErrorLoss", (x, t) => (x - t) * (x - t)),
        new PlainLoss("MeanAbsoluteErrorLoss", (x, t) => Expr.Abs(x - t)),
        new PlainLoss("MeanSquaredLogarithmicErrorLoss", (x, t) => Squared(Expr.Unary(UnaryOp.Log1p, x) - Expr.Unary(UnaryOp.Log1p, t))),
        new PlainLoss("InnerProductLoss", (x, t) => x * t),
        new PlainLoss("ExponentialLoss", (x, t) => Expr.Exp(-(t * x))),
        // softplus(−t·x) = ln(1 + e^(−t·x)) without overflow.
        new PlainLoss("LogisticLoss", (x, t) => Expr.Unary(UnaryOp.Softplus, -(t * x))),
    ];

    public override string Kind => kind;

    protected override Expr Element(LossContext c, Expr x, Expr t) => element(x, t);

    private static Expr Squared(Expr e) => e * e;
}
