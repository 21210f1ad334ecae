using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>softmax(x)ᵢ = exp(xᵢ − max x) / Σ exp(xⱼ − max x) along an axis (default: the last).</summary>
internal sealed class Softmax : LayerDefinition
{
    public override string Kind => "Softmax";

    public override Node? Build(LayerContext c)
    {
        if (Axis(c) is not { } axis) return null;
        var (shifted, sum, axes) = ShiftedExponentials(c, c.X, axis, c.Number("Temperature", 1));
        return c.Map(Expr.Exp(Expr.Input(0)) / Expr.Input(1), c.X.Shape, Operand.Same(shifted), new Operand(sum, axes));
    }

    public static int? Axis(LayerContext c)
    {
        var axis = c.Int("Axis", -1);
        if (axis < 0) axis += c.X.Rank;
        if (axis >= 0 && axis < c.X.Rank) return axis;
        c.Fail("NG0105", $"{c.Text}: Axis {c.Int("Axis", -1)} is not an axis of [{string.Join(", ", c.X.Shape)}]");
        return null;
    }

    /// <summary>z = (x − max x)/temperature and Σ exp z; the shift cancels in every use, so no gradient flows through the maximum.</summary>
    public static (Node Shifted, Node Sum, int[] Axes) ShiftedExponentials(LayerContext c, Node x, int axis, double temperature = 1)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(a => a != axis)];
        var maximum = c.Reduce(ReduceKind.Maximum, Expr.Input(0), x.Shape, [axis], Operand.Same(x));
        var shifted = c.Map((Expr.Input(0) - Expr.Input(1)) * (1 / temperature), x.Shape, Operand.Same(x), new Operand(maximum, axes));
        var sum = c.Reduce(ReduceKind.Sum, Expr.Exp(Expr.Input(0)), x.Shape, [axis], Operand.Same(shifted));
        return (shifted, sum, axes);
    }
}
