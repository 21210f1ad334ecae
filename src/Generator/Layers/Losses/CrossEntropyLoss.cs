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
        return c.Flag("SoftTargets", false) ? LossTarget.Values(c.X.Shape) : labels;
    }

    public override LossNodes? Build(LossContext c) => c.Flag("SoftTargets", false) ? Soft(c) : Hard(c);

    private LossNodes Hard(LossContext c)
    {
        var (z, sum, axes) = Softmax.ShiftedExponentials(c, c.X, axis: 0);
        var labels = new ClassLabels(c, Ignored(c), Operand.Same(z), new(sum, axes));
        var smoothing = c.Number("LabelSmoothing", 0);
        var uniform = smoothing / c.X.Shape[0];
        Expr coefficient(Expr value) => labels.CountedAt(labels.AtLabel((1 - smoothing + uniform) * value, uniform * value), smoothing > 0);
        var factor = labels.WeightedFactor();
        // Without weights the coefficients of a label that counts sum to 1.
        var mass = c.Has("ClassWeights") ? labels.Add(new(labels.OverClasses(coefficient(labels.Weight)), axes)) : labels.Counted(Expr.One);
        // Selected, not multiplied: the other classes may have scores of −∞ (masked ones).
        return Nodes(c, logarithm => coefficient(logarithm * labels.Weight), coefficient(labels.Weight), mass, factor, labels.Operands);
    }

    private static LossNodes Soft(LossContext c)
    {
        var (z, sum, axes) = Softmax.ShiftedExponentials(c, c.X, axis: 0);
        var operands = new List<Operand> { Operand.Same(z), new(sum, axes), Operand.Same(c.Target) };
        var smoothing = c.Number("LabelSmoothing", 0);
        var coefficient = (Expr.Input(2) * (1 - smoothing)) + (smoothing / c.X.Shape[0]);
        if (c.Has("ClassWeights"))
        {
            operands.Add(Operand.PerChannel(ConstantVector.Of(c, c.Numbers("ClassWeights"))));
            coefficient *= Expr.Input(3);
        }

        operands.Add(new(c.Sum(coefficient, c.X.Shape, [0], [.. operands]), axes));
        return Nodes(c, logarithm => logarithm * coefficient, coefficient, Expr.Input(operands.Count - 1), Reduction.Factor(c, (double)c.X.ElementCount / c.X.Shape[0]), [.. operands]);
    }

    /// <param name="c">The loss.</param>
    /// <param name="element">a[c]·v for a value v of the element.</param>
    /// <param name="coefficient">a[c].</param>
    /// <param name="mass">Σ a[c] of the position.</param>
    /// <param name="factor">What each position is multiplied by.</param>
    /// <param name="operands">z = x − max x as $0, Σ exp z as $1, and what the expressions read.</param>
    private static LossNodes Nodes(LossContext c, Func<Expr, Expr> element, Expr coefficient, Expr mass, Expr factor, Operand[] operands)
    {
        Expr z = Expr.Input(0), sum = Expr.Input(1);
        var value = c.SumOverBatch(element((Expr.Log(sum) - z) * factor), c.X.Shape, operands);
        // d/dx = softmax(x)·Σa − a: no logarithm, no cancellation.
        return new(value, c.Map(((Expr.Exp(z) / sum * mass) - coefficient) * factor, c.X.Shape, operands));
    }
}
