using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// −Σ a[c]·log softmax(x)[c] over the classes c of each sample (and position); softmax included, as in PyTorch. The coefficients a are the
/// targets (one-hot labels, or distributions), smoothed towards the uniform distribution and weighted a class; an ignored label has none.
/// </summary>
internal sealed class CrossEntropyLoss : LossDefinition
{
    public override string Kind => "CrossEntropyLoss";

    public override bool TakesLabels(LayerContext c) => !c.Flag("SoftTargets", false);

    public override int[]? TargetShape(LayerContext c)
    {
        if (c.X.Rank >= 1 && c.X.Shape[0] >= 2) return TakesLabels(c) ? [.. c.X.Shape.Skip(1)] : c.X.Shape;
        c.Fail("NG0107", $"CrossEntropyLoss needs scores of at least 2 classes along the first axis, but {c.Above()}; use BinaryCrossEntropyWithLogitsLoss for one score");
        return null;
    }

    public override LossNodes? Build(LayerContext c)
    {
        var x = c.X;
        var classes = x.Shape[0];
        var smoothing = c.Number("LabelSmoothing", 0);
        if (smoothing is < 0 or >= 1) c.Fail("NG0105", $"{c.Kind}: LabelSmoothing is {smoothing}, but must be at least 0 and less than 1");
        if (c.Has("ClassWeights") && c.Numbers("ClassWeights").Length != classes)
            c.Fail("NG0105", $"{c.Kind} has {c.Numbers("ClassWeights").Length} ClassWeights, but {c.Above()}; give one a class");
        if (c.Failed) return null;
        var (z, sum, axes) = Softmax.ShiftedExponentials(c, x, axis: 0);

        // Operands of every node below: z, Σ exp z, the target, and the class's weight where there are weights.
        Expr logit = Expr.Input(0), total = Expr.Input(1), target = Expr.Input(2), weight = Expr.One;
        var operands = new List<Operand> { Operand.Same(z), new(sum, axes), TakesLabels(c) ? new(c.Sources[1], axes) : Operand.Same(c.Sources[1]) };
        if (c.Has("ClassWeights"))
        {
            operands.Add(Operand.PerChannel(ConstantVector.Of(c, c.Numbers("ClassWeights"))));
            weight = Expr.Input(3);
        }

        Expr valid(Expr then) => TakesLabels(c) && c.Has("IgnoreIndex") ? Expr.Select(Comparison.Equal, target, c.Int("IgnoreIndex", 0), 0, then) : then;
        Expr hard(Expr then) => Expr.Select(Comparison.Equal, target, new AxisIndexExpr(0), then, 0);
        var plain = TakesLabels(c) ? hard(Expr.One) : target;
        var coefficient = valid(((plain * (1 - smoothing)) + (smoothing / classes)) * weight);

        int[] all = [.. Enumerable.Range(0, x.Rank)];
        var positions = (double)x.ElementCount / classes;
        Expr factor = Reduction.Factor(c, positions);
        if (Reduction.IsMean(c) && TakesLabels(c) && (c.Has("ClassWeights") || c.Has("IgnoreIndex")))
        {
            var count = c.Add(new ReduceNode(ReduceKind.Sum, valid(hard(weight)), x.Shape, [.. operands], all, overBatch: true));
            operands.Add(new(count, []));
            factor = Expr.One / Expr.Input(operands.Count - 1);
        }

        var value = c.Add(new ReduceNode(ReduceKind.Sum, (Expr.Log(total) - logit) * coefficient * factor, x.Shape, [.. operands], all, overBatch: true));
        // d/dx = softmax(x)·Σa − a: no logarithm, no cancellation. Σa is 1 for distributions without weights.
        var mass = valid(Expr.One);
        if (c.Has("ClassWeights") || !TakesLabels(c))
        {
            var masses = c.Reduce(ReduceKind.Sum, coefficient, x.Shape, [0], [.. operands]);
            operands.Add(new(masses, axes));
            mass = Expr.Input(operands.Count - 1);
        }

        var gradient = c.Map(((Expr.Exp(logit) / total * mass) - coefficient) * factor, x.Shape, [.. operands]);
        return new(value, gradient);
    }
}
