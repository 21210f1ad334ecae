using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>t·(ln t − x) of log-probabilities x, or eᵗ·(t − x) where targets are logarithms too; 0 where t is 0.</summary>
internal sealed class KLDivergenceLoss : ElementwiseLoss
{
    public override string Kind => "KLDivergenceLoss";

    protected override Expr Element(LossContext c, Expr x, Expr t) => c.Flag("LogTarget", false)
        ? Expr.Exp(t) * (t - x)
        : Expr.Select(Comparison.Equal, t, 0, 0, t * Expr.Log(t)) - (t * x);
}

/// <summary>eˣ − t·x where x is the logarithm of the rate, otherwise x − t·ln(x + ε); Full adds Stirling's approximation of ln t! where t &gt; 1.</summary>
internal sealed class PoissonNegativeLogLikelihoodLoss : ElementwiseLoss
{
    public override string Kind => "PoissonNegativeLogLikelihoodLoss";

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var loss = c.Flag("LogInput", true) ? Expr.Exp(x) - (t * x) : x - (t * Expr.Log(x + c.Number("Epsilon", 1e-8)));
        if (!c.Flag("Full", false)) return loss;
        var stirling = (t * Expr.Log(t)) - t + (0.5 * Expr.Log(2 * Math.PI * t));
        return loss + Expr.Less(1, t, stirling, 0);
    }
}

/// <summary>½·(ln v + (x − t)²/v), v the predicted variance, at least ε; Full adds ½·ln 2π.</summary>
internal sealed class GaussianNegativeLogLikelihoodLoss : ElementwiseLoss
{
    public override string Kind => "GaussianNegativeLogLikelihoodLoss";

    protected override bool Check(LossContext c)
    {
        if (!c.Compares("variance") || !c.AtLeast("Epsilon", 1e-6, 0, exclusive: true)) return false;
        if (Axes(c) is not null) return true;
        c.Refuse($"a variance for each value of the output, or for each row of it, but {c.Above()} and {c.Above(c.Others[0])}; bring them to one shape");
        return false;
    }

    protected override IEnumerable<Operand> Others(LossContext c) => [new(c.Clamp(c.Others[0], c.Number("Epsilon", 1e-6)), Axes(c)!)];

    protected override Expr Element(LossContext c, Expr x, Expr t)
    {
        var variance = Expr.Input(2);
        var loss = 0.5 * (Expr.Log(variance) + ((x - t) * (x - t) / variance));
        return c.Flag("Full", false) ? loss + (0.5 * Math.Log(2 * Math.PI)) : loss;
    }

    /// <summary>The axes of the output a variance of the same rank (the last extent perhaps 1) or of one less follows; null where it does not fit.</summary>
    private static int[]? Axes(LossContext c)
    {
        int[] x = c.X.Shape, v = c.Others[0].Shape;
        var rank = x.Length - 1;
        if (rank < 0 || (v.Length != x.Length && v.Length != rank) || !v.Take(rank).SequenceEqual(x.Take(rank))) return null;
        return v.Length == rank || v[rank] == x[rank] || v[rank] == 1 ? LossContext.All(v) : null;
    }
}
