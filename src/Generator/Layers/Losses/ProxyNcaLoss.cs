using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>
/// −ln(e^(−d(x, p_y)) / Σ over z ≠ y of e^(−d(x, p_z))), d = scale·‖x/‖x‖ − p/‖p‖‖², p trained proxies, one a class (Movshovitz-Attias et al. 2017,
/// arXiv:1703.07464).
/// </summary>
internal sealed class ProxyNcaLoss : LossDefinition
{
    /// <summary>The least norm a vector is divided by, that of PyTorch's normalize.</summary>
    private const double LeastNorm = 1e-12;

    /// <summary>Less than every score, but a number: its exponential is 0 and it may be subtracted.</summary>
    private const double Never = -1e30;

    public override string Kind => "ProxyNcaLoss";

    public override LossTarget? Target(LossContext c)
    {
        if (c.Int("Classes", 0) < 2) return c.RefuseArgument($"there are {c.Int("Classes", 0)} classes, but there must be at least 2");
        if (c.X.Rank != 1) return c.Refuse($"an embedding (a vector), but {c.Above()}; put [Flatten] before it");
        return c.AtLeast("Scale", 1, 0, exclusive: true) ? new(TargetKind.Labels, [], c.Int("Classes", 0)) : null;
    }

    public override LossNodes? Build(LossContext c)
    {
        int classes = c.Int("Classes", 0), width = c.X.Shape[0];
        var proxies = c.Parameter("proxies", [classes, width], new("Normal", 0, 1));
        var norms = c.Clamp(c.Root(c.Sum(Expr.Input(0) * Expr.Input(0), proxies.Shape, [1], Operand.Same(proxies))), LeastNorm);
        var unit = c.Map(Expr.Input(0) / Expr.Input(1), proxies.Shape, Operand.Same(proxies), new Operand(norms, [0]));
        var x = c.Map(Expr.Input(0) / Expr.Input(1), c.X.Shape, Operand.Same(c.X), new Operand(EmbeddingDistance.Norm(c, c.X, LeastNorm), []));

        // −d = 2·scale·x·p − 2·scale: the constant cancels.
        var dots = c.Add(new ContractNode([new("o", classes), new("i", width)], x, [AxisIndex.Of(1)], unit, [AxisIndex.Of(0), AxisIndex.Of(1)], [classes], [AxisIndex.Of(0)]));
        var scores = c.Map(dots, dot => 2 * c.Number("Scale", 1) * dot);
        Operand[] operands = [Operand.Same(scores), new(c.Target, [])];
        Expr other(Expr then, Expr atLabel) => Expr.Select(Comparison.Equal, Expr.Input(1), new AxisIndexExpr(0), atLabel, then);
        var greatest = c.Add(new ReduceNode(ReduceKind.Maximum, other(Expr.Input(0), Never), [classes], operands, [0], overBatch: false) { IsShift = true });
        var sum = c.Sum(other(Expr.Exp(Expr.Input(0) - Expr.Input(2)), 0), [classes], [0], [.. operands, new(greatest, [])]);
        var right = c.Sum(other(0, Expr.Input(0)), [classes], [0], operands);
        return new(Reduction.Of(c, Expr.Log(Expr.Input(0)) + Expr.Input(1) - Expr.Input(2), [], Operand.Same(sum), Operand.Same(greatest), Operand.Same(right)));
    }
}
