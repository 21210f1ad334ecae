using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>mean over samples (and positions) of −log softmax(x)[label]. Softmax included, as in PyTorch.</summary>
internal sealed class CrossEntropyLoss : LossDefinition
{
    public override string Kind => "CrossEntropyLoss";

    public override bool TakesLabels => true;

    public override int[]? TargetShape(LayerContext c)
    {
        if (c.X.Rank >= 1 && c.X.Shape[0] >= 2) return [.. c.X.Shape.Skip(1)];
        c.Fail("NG0107", $"CrossEntropyLoss needs scores of at least 2 classes along the first axis, but {c.Above()}; use BinaryCrossEntropyWithLogitsLoss for one score");
        return null;
    }

    public override LossNodes? Build(LayerContext c)
    {
        var x = c.X;
        var positions = (double)x.ElementCount / x.Shape[0];
        var (z, sum, axes) = Softmax.ShiftedExponentials(c, x, axis: 0);
        var label = new Operand(c.Sources[1], axes);
        var mean = Reduction.Factor(c, positions);
        Expr logit = Expr.Input(0), total = Expr.Input(1), target = Expr.Input(2);
        Expr isTarget(Expr then) => Expr.Select(Comparison.Equal, target, new AxisIndexExpr(0), then, 0);

        int[] all = [.. Enumerable.Range(0, x.Rank)];
        var value = c.Add(new ReduceNode(
            ReduceKind.Sum, isTarget((Expr.Log(total) - logit) * mean), x.Shape, [Operand.Same(z), new Operand(sum, axes), label], all, overBatch: true));
        // d/dx = (softmax(x) − one-hot)/N: no logarithm, no cancellation.
        var gradient = c.Map(((Expr.Exp(logit) / total) - isTarget(1)) * mean, x.Shape, Operand.Same(z), new Operand(sum, axes), label);
        return new(value, gradient);
    }
}

/// <summary>A loss that is the mean of an expression of each output x ($0) and its target t ($1).</summary>
internal abstract class ElementwiseLoss : LossDefinition
{
    public override bool TakesLabels => false;

    protected abstract Expr Element(LayerContext c, Expr x, Expr t);

    public override int[]? TargetShape(LayerContext c) => c.X.Shape;

    public override LossNodes? Build(LayerContext c)
    {
        var mean = Reduction.Factor(c, c.X.ElementCount);
        var element = Element(c, Expr.Input(0), Expr.Input(1));
        if (c.Failed) return null;
        int[] all = [.. Enumerable.Range(0, c.X.Rank)];
        return new(c.Add(new ReduceNode(
            ReduceKind.Sum, element * mean, c.X.Shape, [Operand.Same(c.X), Operand.Same(c.Sources[1])], all, overBatch: true)));
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

/// <summary>mean of −w·t·log σ(x) − (1 − t)·log(1 − σ(x)), computed from the logit without overflow; w is PositiveWeight.</summary>
internal sealed class BinaryCrossEntropyWithLogitsLoss : ElementwiseLoss
{
    public override string Kind => "BinaryCrossEntropyWithLogitsLoss";

    protected override Expr Element(LayerContext c, Expr x, Expr t)
    {
        var weight = c.Number("PositiveWeight", 1);
        // softplus(−x) = −log σ(x), softplus(x) = −log(1 − σ(x)).
        return (weight * t * Expr.Unary(UnaryOp.Softplus, -x)) + ((1 - t) * Expr.Unary(UnaryOp.Softplus, x));
    }
}
