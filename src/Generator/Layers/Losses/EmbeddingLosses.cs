using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>max(0, d(a, p) − d(a, n) + margin); with Swap, n's distance is the smaller one of those to a and p.</summary>
internal sealed class TripletLoss : LossDefinition
{
    public override string Kind => "TripletLoss";

    public override LossTarget? Target(LossContext c) => c.ComparesAlike("positive", "negative") && c.AtLeast("Epsilon", 1e-6, 0) ? LossTarget.None : null;

    public override LossNodes? Build(LossContext c)
    {
        Node anchor = c.X, positive = c.Others[0], negative = c.Others[1];
        var epsilon = c.Number("Epsilon", 1e-6);
        var near = EmbeddingDistance.Of(c, anchor, positive, epsilon);
        var far = EmbeddingDistance.Of(c, anchor, negative, epsilon);
        var operands = new List<Operand> { Operand.Same(near), Operand.Same(far) };
        var distance = Expr.Input(1);
        if (c.Flag("Swap", false))
        {
            operands.Add(Operand.Same(EmbeddingDistance.Of(c, positive, negative, epsilon)));
            distance = Kinks.Minimum(distance, Expr.Input(2));
        }

        return new(Reduction.Of(c, Kinks.ClampMin(c.Number("Margin", 1) + Expr.Input(0) - distance, 0), [], [.. operands]));
    }
}

/// <summary>y·d² + (1 − y)·max(0, margin − d)² of a pair, y = 1 for similar ones (Hadsell, Chopra and LeCun 2006).</summary>
internal sealed class ContrastiveLoss : LossDefinition
{
    public override string Kind => "ContrastiveLoss";

    public override LossTarget? Target(LossContext c) => c.ComparesAlike("second embedding") ? LossTarget.Values([]) : null;

    public override LossNodes? Build(LossContext c)
    {
        Expr d = Expr.Input(0), y = Expr.Input(1);
        var gap = Kinks.ClampMin(c.Number("Margin", 1) - d, 0);
        var distance = EmbeddingDistance.Of(c, c.X, c.Others[0], 0);
        return new(Reduction.Of(c, (y * (d * d)) + ((1 - y) * (gap * gap)), [], Operand.Same(distance), Operand.Same(c.Target)));
    }
}

/// <summary>1 − cos(a, b) where t = 1, max(0, cos(a, b) − margin) where t = −1.</summary>
internal sealed class CosineEmbeddingLoss : LossDefinition
{
    /// <summary>PyTorch's addend to the squared norms.</summary>
    private const double Epsilon = 1e-12;

    public override string Kind => "CosineEmbeddingLoss";

    public override LossTarget? Target(LossContext c) => c.ComparesAlike("second embedding") ? LossTarget.Values([]) : null;

    public override LossNodes? Build(LossContext c)
    {
        Node a = c.X, b = c.Others[0];
        Operand[] operands = [Operand.Same(EmbeddingDistance.Dot(c, a, b)), Operand.Same(Squares(c, a)), Operand.Same(Squares(c, b))];
        var cosine = c.Map(Expr.Input(0) / (Expr.Sqrt(Expr.Input(1) + Epsilon) * Expr.Sqrt(Expr.Input(2) + Epsilon)), [], operands);
        Expr cos = Expr.Input(0), t = Expr.Input(1);
        var apart = Kinks.ClampMin(cos - c.Number("Margin", 0), 0);
        var loss = Expr.Select(Comparison.Equal, t, 1, 1 - cos, Expr.Select(Comparison.Equal, t, -1, apart, 0));
        return new(Reduction.Of(c, loss, [], Operand.Same(cosine), Operand.Same(c.Target)));
    }

    private static Node Squares(LossContext c, Node x) => c.Sum(Expr.Input(0) * Expr.Input(0), x.Shape, LossContext.All(x.Shape), Operand.Same(x));
}
