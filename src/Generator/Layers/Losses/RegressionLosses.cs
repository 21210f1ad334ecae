using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>½·(x − t)²/β where |x − t| &lt; β, |x − t| − ½·β beyond (Girshick 2015, arXiv:1504.08083); β = 0 is the absolute error.</summary>
internal sealed class SmoothL1Loss : ElementwiseLoss
{
    public override string Kind => "SmoothL1Loss";

    protected override bool Check(LossContext c) => c.AtLeast("Beta", 1, 0);

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var beta = c.Number("Beta", 1);
        var distance = Expr.Abs(x - t);
        return beta.Equals(0.0) ? distance : Expr.Less(distance, beta, 0.5 / beta * ((x - t) * (x - t)), distance - (0.5 * beta));
    }
}

/// <summary>½·(x − t)² where |x − t| &lt; δ, δ·(|x − t| − ½·δ) beyond (Huber 1964).</summary>
internal sealed class HuberLoss : ElementwiseLoss
{
    public override string Kind => "HuberLoss";

    protected override bool Check(LossContext c) => c.AtLeast("Delta", 1, 0, exclusive: true);

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var delta = c.Number("Delta", 1);
        var distance = Expr.Abs(x - t);
        return Expr.Less(distance, delta, 0.5 * ((x - t) * (x - t)), delta * (distance - (0.5 * delta)));
    }
}

/// <summary>100·|x − t| / max(|t|, ε).</summary>
internal sealed class MeanAbsolutePercentageErrorLoss : ElementwiseLoss
{
    public override string Kind => "MeanAbsolutePercentageErrorLoss";

    protected override bool Check(LossContext c) => c.AtLeast("Epsilon", 1e-7, 0, exclusive: true);

    protected override Expr Element(LossContext c, Expr x, Expr t) => 100 * Expr.Abs(x - t) / Expr.Max(Expr.Abs(t), c.Number("Epsilon", 1e-7));
}
