using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>Overlap of a mask p = σ(x) with its target t, from I = Σp·t and S = Σp + Σt over the whole batch.</summary>
internal abstract class OverlapLoss : LossDefinition
{
    protected abstract Expr Of(Expr intersection, Expr sum, double smooth);

    public override LossTarget? Target(LossContext c) => c.AtLeast("Smooth", 1, 0) ? LossTarget.Values(c.X.Shape) : null;

    public override LossNodes? Build(LossContext c)
    {
        var p = c.Map(c.X, Expr.Sigmoid);
        Operand[] operands = [Operand.Same(p), Operand.Same(c.Target)];
        var intersection = c.SumOverBatch(Expr.Input(0) * Expr.Input(1), c.X.Shape, operands);
        var sum = c.SumOverBatch(Expr.Input(0) + Expr.Input(1), c.X.Shape, operands);
        var loss = c.Map(Of(Expr.Input(0), Expr.Input(1), c.Number("Smooth", 1)), [], Operand.Same(intersection), Operand.Same(sum));
        return new(Reduction.OfBatch(c, loss));
    }
}

/// <summary>1 − (2·I + s)/(S + s): Milletari et al. 2016.</summary>
internal sealed class DiceLoss : OverlapLoss
{
    public override string Kind => "DiceLoss";

    protected override Expr Of(Expr intersection, Expr sum, double smooth) => 1 - (((2 * intersection) + smooth) / (sum + smooth));
}

/// <summary>1 − (I + s)/(S − I + s): Rahman and Wang 2016.</summary>
internal sealed class JaccardLoss : OverlapLoss
{
    public override string Kind => "JaccardLoss";

    protected override Expr Of(Expr intersection, Expr sum, double smooth) => 1 - ((intersection + smooth) / (sum - intersection + smooth));
}
