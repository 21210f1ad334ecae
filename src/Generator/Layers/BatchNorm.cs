using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// y = (x − μ)/√(σ² + ε)·γ + β a channel (Ioffe and Szegedy 2015, arXiv:1502.03167). Training uses the batch's statistics and moves the
/// running ones towards them (the variance unbiased, as PyTorch); inference uses the running ones.
/// </summary>
internal sealed class BatchNorm : LayerDefinition
{
    public override string Kind => "BatchNorm";

    public override Node? Build(LayerContext c)
    {
        var x = c.X;
        if (x.Rank == 0) return c.Fail("NG0101", $"{c.Text} needs channels, but {c.Above()}");
        var channels = x.Shape[0];
        double epsilon = c.Number("Epsilon", 1e-5), momentum = c.Number("Momentum", 0.1);
        var affine = c.Flag("Affine", true);
        var gamma = affine ? c.Parameter("weight", [channels], InitialValues.Ones) : null;
        var beta = affine ? c.Parameter("bias", [channels], InitialValues.Zeros) : null;
        var tracked = c.Flag("TrackRunningStatistics", true);
        var runningMean = tracked ? c.Buffer("running_mean", [channels], InitialValues.Zeros) : null;
        var runningVariance = tracked ? c.Buffer("running_var", [channels], InitialValues.Ones) : null;
        Expr @in = Expr.Input(0), a = Expr.Input(1), b = Expr.Input(2);

        if (c.Mode == GraphMode.Inference && runningMean is not null && runningVariance is not null)
        {
            // Two vectors from parameters alone: computed once a call, then folded into the layer before.
            var scale = affine
                ? c.Map(a / Expr.Sqrt(@in + epsilon), [channels], Operand.Same(runningVariance), Operand.Same(gamma!))
                : c.Map(runningVariance, v => Expr.One / Expr.Sqrt(v + epsilon));
            var shift = affine
                ? c.Map(b - (@in * a), [channels], Operand.Same(runningMean), Operand.Same(scale), Operand.Same(beta!))
                : c.Map(-(@in * a), [channels], Operand.Same(runningMean), Operand.Same(scale));
            return c.Map((@in * a) + b, x.Shape, Operand.Same(x), Operand.PerChannel(scale), Operand.PerChannel(shift));
        }

        int[] axes = [.. Enumerable.Range(1, x.Rank - 1)];
        double area = axes.Aggregate(1L, (product, axis) => product * x.Shape[axis]);
        Expr count = area * new BatchSizeExpr(AtHand: true);
        var sum = c.Add(new ReduceNode(ReduceKind.Sum, @in, x.Shape, [Operand.Same(x)], axes, overBatch: true));
        var mean = c.Map(sum, s => s / count);
        var centred = c.Map(@in - a, x.Shape, Operand.Same(x), Operand.PerChannel(mean));
        var squares = c.Add(new ReduceNode(ReduceKind.Sum, @in * @in, x.Shape, [Operand.Same(centred)], axes, overBatch: true));
        var inverse = c.Map(squares, s => Expr.One / Expr.Sqrt((s / count) + epsilon));
        if (runningMean is not null && runningVariance is not null)
        {
            // One value a channel has no unbiased variance; PyTorch refuses it, here the running variance then stays finite.
            var unbiased = Expr.Max(count - 1, 1);
            c.Update(runningMean, old => c.Map((@in * (1 - momentum)) + (a * momentum), [channels], Operand.Same(old), Operand.Same(mean)));
            c.Update(runningVariance, old => c.Map((@in * (1 - momentum)) + (a / unbiased * momentum), [channels], Operand.Same(old), Operand.Same(squares)));
        }

        return affine
            ? c.Map((@in * a * b) + Expr.Input(3), x.Shape, Operand.Same(centred), Operand.PerChannel(inverse), Operand.PerChannel(gamma!), Operand.PerChannel(beta!))
            : c.Map(@in * a, x.Shape, Operand.Same(centred), Operand.PerChannel(inverse));
    }
}
