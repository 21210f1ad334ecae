using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// −Σ a[c]·ln softmax(x)[c] over the classes c of each sample (and position). The coefficients a are the targets (one-hot labels, or
/// distributions), smoothed towards the uniform distribution and weighted a class; an ignored label has none.
/// </summary>
internal sealed class CrossEntropyLoss : LabelLoss
{
    private const int DefaultIgnored = -100;

    public override string Kind => "CrossEntropyLoss";

    protected override int? Ignored(LossContext c) => c.Int("IgnoreIndex", DefaultIgnored);

    protected override bool Check(LossContext c)
    {
        if (c.Number("LabelSmoothing", 0) is >= 0 and < 1) return true;
        c.RefuseArgument($"LabelSmoothing is {LayerContext.Format(c.Number("LabelSmoothing", 0))}, but must be at least 0 and less than 1");
        return false;
    }

    public override LossTarget? Target(LossContext c)
    {
        if (base.Target(c) is not { } labels) return null;
        return c.Flag("SoftTargets", false) ? LossTarget.Values(c.X.Extents) : labels;
    }

    public override LossNodes? Build(LossContext c) => c.Flag("SoftTargets", false) ? Soft(c) : Hard(c);

    private LossNodes Hard(LossContext c)
    {
        var (shifted, exponentials, axes) = Softmax.ShiftedExponentials(c, c.X, axis: ClassAxis(c.X));
        var labels = new ClassLabels(c, Ignored(c), Operand.Same(shifted), new(exponentials, axes));
        var smoothing = c.Number("LabelSmoothing", 0);
        var uniform = smoothing / c.X.Extents[ClassAxis(c.X)].Number;
        Expr coefficient(Expr value) => labels.CountedAt(labels.AtLabel((1 - smoothing + uniform) * value, uniform * value), smoothing > 0);
        Expr z = Expr.Input(0), sum = Expr.Input(1);
        // Selected, not multiplied: the other classes may have scores of −∞ (masked ones).
        var value = labels.Reduced(c.SumOverBatch(coefficient((Expr.Log(sum) - z) * labels.Weight), c.X.Extents, labels.Operands));
        // d/dx = softmax(x)·Σa − a: no logarithm, no cancellation. Without weights the coefficients of a label that counts sum to 1.
        var mass = c.Has("ClassWeights") ? labels.Add(new(labels.OverClasses(coefficient(labels.Weight)), axes)) : Expr.One;
        var slope = labels.Counted(((Expr.Exp(z) / sum * mass) - labels.AtLabel((1 - smoothing + uniform) * labels.Weight, uniform * labels.Weight)) * labels.Factor());
        return new(value, c.Map(slope, c.X.Extents, labels.Operands));
    }

    private static LossNodes Soft(LossContext c)
    {
        var (shifted, exponentials, axes) = Softmax.ShiftedExponentials(c, c.X, axis: ClassAxis(c.X));
        var operands = new List<Operand> { Operand.Same(shifted), new(exponentials, axes), Operand.Same(c.Target) };
        var smoothing = c.Number("LabelSmoothing", 0);
        var coefficient = (Expr.Input(2) * (1 - smoothing)) + (smoothing / c.X.Extents[ClassAxis(c.X)].Number);
        if (c.Has("ClassWeights"))
        {
            operands.Add(new(ConstantVector.Of(c, c.Numbers("ClassWeights")), [ClassAxis(c.X)]));
            coefficient *= Expr.Input(3);
        }

        Expr z = Expr.Input(0), sum = Expr.Input(1), factor = Reduction.Factor(c, (double)c.X.Extents.Elements / c.X.Extents[ClassAxis(c.X)].Number);
        var value = c.SumOverBatch((Expr.Log(sum) - z) * coefficient * factor, c.X.Extents, [.. operands]);
        operands.Add(new(c.Sum(coefficient, c.X.Extents, [ClassAxis(c.X)], [.. operands]), axes));
        return new(value, c.Map(((Expr.Exp(z) / sum * Expr.Input(operands.Count - 1)) - coefficient) * factor, c.X.Extents, [.. operands]));
    }
}
