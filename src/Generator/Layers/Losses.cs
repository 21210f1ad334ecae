using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss that is the mean of an expression of each output x ($0) and its target t ($1).</summary>
internal abstract class ElementwiseLoss : LossDefinition
{
    public override bool TakesLabels(LayerContext c) => false;

    protected abstract Expr Element(LayerContext c, Expr x, Expr t);

    /// <summary>Further tensors the expression reads, as $2, $3, ….</summary>
    protected virtual IEnumerable<Operand> Others(LayerContext c) => [];

    public override int[]? TargetShape(LayerContext c) => c.X.Shape;

    public override LossNodes? Build(LayerContext c)
    {
        var mean = Reduction.Factor(c, c.X.ElementCount);
        var element = Element(c, Expr.Input(0), Expr.Input(1));
        if (c.Failed) return null;
        int[] all = [.. Enumerable.Range(0, c.X.Rank)];
        Operand[] operands = [Operand.Same(c.X), Operand.Same(c.Sources[1]), .. Others(c)];
        return new(c.Add(new ReduceNode(ReduceKind.Sum, element * mean, c.X.Shape, operands, all, overBatch: true)));
    }
}

/// <summary>How the losses of single elements become one number. Twin of <c>NetGen.Reduction</c>.</summary>
internal static class Reduction
{
    private const int Sum = 1, BatchMean = 2;

    /// <summary>What each element's loss is multiplied by; <paramref name="elements"/> is their number in one sample.</summary>
    public static Expr Factor(LayerContext c, double elements) => c.Int("Reduction", 0) switch
    {
        Sum => Expr.One,
        BatchMean => Expr.One / new BatchSizeExpr(),
        _ => Expr.One / (elements * new BatchSizeExpr()),
    };

    public static bool IsMean(LayerContext c) => c.Int("Reduction", 0) is not (Sum or BatchMean);
}

/// <summary>mean x·t: its gradient is the target.</summary>
internal sealed class InnerProductLoss : ElementwiseLoss
{
    public override string Kind => "InnerProductLoss";

    protected override Expr Element(LayerContext c, Expr x, Expr t) => x * t;
}

/// <summary>mean (x − t)².</summary>
internal sealed class MeanSquaredErrorLoss : ElementwiseLoss
{
    public override string Kind => "MeanSquaredErrorLoss";

    protected override Expr Element(LayerContext c, Expr x, Expr t) => (x - t) * (x - t);
}

/// <summary>
/// mean of −w·t·log σ(x) − (1 − t)·log(1 − σ(x)), computed from the logit without overflow; w are the PositiveWeights, one for all or one a channel.
/// </summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : ElementwiseLoss
{
    public override string Kind => "BinaryCrossEntropyWithLogitsLoss";

    protected override Expr Element(LayerContext c, Expr x, Expr t)
    {
        var weights = c.Numbers("PositiveWeights");
        if (weights.Length > 1 && (c.X.Rank == 0 || weights.Length != c.X.Shape[0]))
            c.Fail("NG0105", $"{c.Kind} has {weights.Length} PositiveWeights, but {c.Above()}; give one for all outputs or one a channel");
        Expr weight = weights.Length switch { 0 => Expr.One, 1 => weights[0], _ => Expr.Input(2) };
        // softplus(−x) = −log σ(x), softplus(x) = −log(1 − σ(x)).
        return (weight * t * Expr.Unary(UnaryOp.Softplus, -x)) + ((1 - t) * Expr.Unary(UnaryOp.Softplus, x));
    }

    protected override IEnumerable<Operand> Others(LayerContext c) =>
        c.Numbers("PositiveWeights") is { Length: > 1 } weights ? [Operand.PerChannel(ConstantVector.Of(c, weights))] : [];
}
