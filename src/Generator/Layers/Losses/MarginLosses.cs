using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>max(0, margin − t·x), squared on request; t is −1 or 1.</summary>
internal sealed class HingeLoss : ElementwiseLoss
{
    public override string Kind => "HingeLoss";

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var violation = Kinks.ClampMin(c.Number("Margin", 1) - (t * x), 0);
        return c.Flag("Squared", false) ? violation * violation : violation;
    }
}

/// <summary>x where t = 1, max(0, margin − x) where t = −1, their sum for any other t.</summary>
internal sealed class HingeEmbeddingLoss : ElementwiseLoss
{
    public override string Kind => "HingeEmbeddingLoss";

    protected override Expr Element(LossContext c, Expr x, Expr t) =>
        Expr.Select(Comparison.Equal, t, 1, 0, Kinks.ClampMin(c.Number("Margin", 1) - x, 0)) + Expr.Select(Comparison.Equal, t, -1, 0, x);
}

/// <summary>max(0, margin − t·(a − b)): t = 1 where a should be the greater one, −1 where b should.</summary>
internal sealed class MarginRankingLoss : ElementwiseLoss
{
    public override string Kind => "MarginRankingLoss";

    protected override bool Check(LossContext c) => c.ComparesAlike("second value");

    protected override IEnumerable<Operand> Others(LossContext c) => [Operand.Same(c.Others[0])];

    protected override Expr Element(LossContext c, Expr x, Expr t) => Kinks.ClampMin((-t * (x - Expr.Input(2))) + c.Number("Margin", 0), 0);
}
