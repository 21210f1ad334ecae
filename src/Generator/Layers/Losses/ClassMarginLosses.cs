using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>−w[label]·x[label] of log-probabilities x.</summary>
internal sealed class NegativeLogLikelihoodLoss : LabelLoss
{
    private const int DefaultIgnored = -100;

    public override string Kind => "NegativeLogLikelihoodLoss";

    protected override int? Ignored(LossContext c) => c.Int("IgnoreIndex", DefaultIgnored);

    public override LossNodes? Build(LossContext c)
    {
        var labels = new ClassLabels(c, Ignored(c), Operand.Same(c.X));
        var element = labels.CountedAt(labels.AtLabel(-Expr.Input(0) * labels.Weight, 0), everywhere: false);
        return new(labels.Reduced(c.SumOverBatch(element, c.X.Shape, labels.Operands)));
    }
}

/// <summary>Σ over i ≠ label of max(0, margin − x[label] + x[i])ᵖ, divided by the number of classes and weighted by w[label].</summary>
internal sealed class MultiClassHingeLoss : LabelLoss
{
    public override string Kind => "MultiClassHingeLoss";

    protected override bool Check(LossContext c)
    {
        if (c.Int("Power", 1) is 1 or 2) return true;
        c.RefuseArgument($"Power is {c.Int("Power", 1)}, but must be 1 or 2");
        return false;
    }

    public override LossNodes? Build(LossContext c)
    {
        var labels = new ClassLabels(c, null, Operand.Same(c.X));
        var right = labels.OverClasses(labels.AtLabel(Expr.Input(0), 0));
        var weight = c.Has("ClassWeights") ? labels.OverClasses(labels.AtLabel(labels.Weight, 0)) : null;
        var violation = Expr.Max(c.Number("Margin", 1) - labels.Add(new(right, labels.PositionAxes)) + Expr.Input(0), 0);
        if (c.Int("Power", 1) == 2) violation *= violation;
        if (weight is not null) violation *= labels.Add(new(weight, labels.PositionAxes));
        // PyTorch's mean is over the samples, whatever their weights.
        var factor = Reduction.Factor(c, (double)c.X.ElementCount / c.X.Shape[0]);
        return new(c.SumOverBatch(labels.AtLabel(0, violation) * factor * (1.0 / c.X.Shape[0]), c.X.Shape, labels.Operands));
    }
}
