using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>A loss of boxes [4] or [N, 4]: left, top, right, bottom.</summary>
internal abstract class BoxLoss : LossDefinition
{
    protected const double DefaultEpsilon = 1e-7;

    public override LossTarget? Target(LossContext c)
    {
        if (c.X.Rank is not (1 or 2) || c.X.Shape[c.X.Rank - 1] != 4)
            return c.Refuse($"boxes [4] or [N, 4] (left, top, right, bottom), but {c.Above()}; put [Reshape(-1, 4)] before it");
        return c.AtLeast("Epsilon", DefaultEpsilon, 0) ? LossTarget.Values(c.X.Shape) : null;
    }

    public override LossNodes? Build(LossContext c) => new(Build(c, new(c)));

    protected abstract Node Build(LossContext c, Boxes boxes);
}

/// <summary>The sides of predicted (x) and true (t) boxes, one value a box each.</summary>
internal sealed class Boxes
{
    private readonly LossContext _c;
    private readonly Node[] _x;
    private readonly Node[] _t;

    public Boxes(LossContext c)
    {
        _c = c;
        _x = Sides(c.X);
        _t = Sides(c.Target);
        Intersection = Overlap();
        // |A| + |B| − |A ∩ B|
        Union = Map(
            ((Expr.Input(2) - Expr.Input(0)) * (Expr.Input(3) - Expr.Input(1))) + ((Expr.Input(6) - Expr.Input(4)) * (Expr.Input(7) - Expr.Input(5))) - Expr.Input(8),
            [.. _x, .. _t, Intersection]);
    }

    public Node Intersection { get; }

    public Node Union { get; }

    public int[] Shape => _x[0].Shape;

    /// <summary>The area of the smallest box around both.</summary>
    public Node Hull()
    {
        var width = Map(Kinks.Maximum(Expr.Input(0), Expr.Input(1)) - Kinks.Minimum(Expr.Input(2), Expr.Input(3)), _x[2], _t[2], _x[0], _t[0]);
        var height = Map(Kinks.Maximum(Expr.Input(0), Expr.Input(1)) - Kinks.Minimum(Expr.Input(2), Expr.Input(3)), _x[3], _t[3], _x[1], _t[1]);
        return Map(Expr.Input(0) * Expr.Input(1), width, height);
    }

    private Node Overlap()
    {
        Expr a = Expr.Input(0), b = Expr.Input(1);
        var width = Map(Kinks.Minimum(a, b) - Kinks.Maximum(Expr.Input(2), Expr.Input(3)), _x[2], _t[2], _x[0], _t[0]);
        var height = Map(Kinks.Minimum(a, b) - Kinks.Maximum(Expr.Input(2), Expr.Input(3)), _x[3], _t[3], _x[1], _t[1]);
        return Map(Expr.Less(0, a, Expr.Less(0, b, a * b, 0), 0), width, height);
    }

    private Node[] Sides(Node boxes) => [.. Enumerable.Range(0, 4).Select(side => _c.Add(new GatherNode(boxes, boxes.Rank - 1, [side])))];

    private Node Map(Expr expression, params Node[] operands) => _c.Map(expression, Shape, [.. operands.Select(Operand.Same)]);
}

/// <summary>1 − |A ∩ B|/(|A ∪ B| + ε).</summary>
internal sealed class IoULoss : BoxLoss
{
    public override string Kind => "IoULoss";

    protected override Node Build(LossContext c, Boxes boxes) => Reduction.Of(
        c,
        1 - (Expr.Input(0) / (Expr.Input(1) + c.Number("Epsilon", DefaultEpsilon))),
        boxes.Shape,
        Operand.Same(boxes.Intersection),
        Operand.Same(boxes.Union));
}

/// <summary>1 − |A ∩ B|/(|A ∪ B| + ε) + |C \ (A ∪ B)|/(|C| + ε), C the hull (Rezatofighi et al. 2019, arXiv:1902.09630).</summary>
internal sealed class GIoULoss : BoxLoss
{
    public override string Kind => "GIoULoss";

    protected override Node Build(LossContext c, Boxes boxes)
    {
        var epsilon = c.Number("Epsilon", DefaultEpsilon);
        Expr intersection = Expr.Input(0), union = Expr.Input(1), hull = Expr.Input(2);
        return Reduction.Of(
            c,
            1 - (intersection / (union + epsilon)) + ((hull - union) / (hull + epsilon)),
            boxes.Shape,
            Operand.Same(boxes.Intersection),
            Operand.Same(boxes.Union),
            Operand.Same(boxes.Hull()));
    }
}
