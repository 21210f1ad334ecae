using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>softmax(x)ᵢ = exp(xᵢ − max x) / Σ exp(xⱼ − max x) along an axis (default: the last).</summary>
internal sealed class Softmax : LayerDefinition
{
    public override string Kind => "Softmax";

    public override Node? Build(LayerContext c)
    {
        if (c.Axis("Axis", -1) is not { } axis || Temperature(c) is not { } temperature) return null;
        var (shifted, sum, axes) = ShiftedExponentials(c, c.X, axis, temperature);
        return c.Map(Expr.Exp(Expr.Input(0)) / Expr.Input(1), c.X.Extents, Operand.Same(shifted), new Operand(sum, axes));
    }

    public static double? Temperature(LayerContext c)
    {
        var temperature = c.Number("Temperature", 1);
        if (temperature > 0 && !double.IsInfinity(temperature)) return temperature;
        c.Fail("NG0105", $"{c.Text}: Temperature is {temperature}, but must be positive");
        return null;
    }

    /// <summary>z = (x − max x)/temperature and Σ exp z; the shift cancels in every use, so no gradient flows through the maximum.</summary>
    public static (Node Shifted, Node Sum, int[] Axes) ShiftedExponentials(LayerContext c, Node x, int axis, double temperature = 1)
    {
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(a => a != axis)];
        var maximum = c.Add(new ReduceNode(ReduceKind.Maximum, Expr.Input(0), x.Extents, [Operand.Same(x)], [axis], overBatch: false) { IsShift = true });
        var shifted = c.Map((Expr.Input(0) - Expr.Input(1)) * (1 / temperature), x.Extents, Operand.Same(x), new Operand(maximum, axes));
        var sum = c.Reduce(ReduceKind.Sum, Expr.Exp(Expr.Input(0)), x.Extents, [axis], Operand.Same(shifted));
        return (shifted, sum, axes);
    }
}

/// <summary>log softmax(x)ᵢ = z − log Σ exp z with z = (x − max x)/temperature.</summary>
internal sealed class LogSoftmax : LayerDefinition
{
    public override string Kind => "LogSoftmax";

    public override Node? Build(LayerContext c)
    {
        if (c.Axis("Axis", -1) is not { } axis || Softmax.Temperature(c) is not { } temperature) return null;
        var (shifted, sum, axes) = Softmax.ShiftedExponentials(c, c.X, axis, temperature);
        return c.Map(Expr.Input(0) - Expr.Log(Expr.Input(1)), c.X.Extents, Operand.Same(shifted), new Operand(sum, axes));
    }
}
