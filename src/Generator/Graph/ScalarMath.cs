namespace NetGen.Generator.Graph;

/// <summary>The operators of <see cref="Expr"/> in double precision: constant folding and the reference interpreter use the same ones.</summary>
internal static class ScalarMath
{
    public static double Apply(UnaryOp op, double x) => op switch
    {
        UnaryOp.Negate => -x,
        UnaryOp.Exp => Math.Exp(x),
        UnaryOp.Log => Math.Log(x),
        UnaryOp.Log1p => Log1p(x),
        UnaryOp.Expm1 => Expm1(x),
        UnaryOp.Tanh => Math.Tanh(x),
        UnaryOp.Sigmoid => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        UnaryOp.Softplus => Math.Max(x, 0) + Log1p(Math.Exp(-Math.Abs(x))),
        UnaryOp.Erf => Erf(x),
        UnaryOp.Sqrt => Math.Sqrt(x),
        UnaryOp.Abs => Math.Abs(x),
        UnaryOp.Sign => double.IsNaN(x) ? 0 : Math.Sign(x),
        UnaryOp.Sin => Math.Sin(x),
        UnaryOp.Cos => Math.Cos(x),
        UnaryOp.Floor => Math.Floor(x),
        _ => throw new InvalidOperationException($"Unknown operator {op}."),
    };

    public static double Apply(BinaryOp op, double a, double b) => op switch
    {
        BinaryOp.Add => a + b,
        BinaryOp.Subtract => a - b,
        BinaryOp.Multiply => a * b,
        BinaryOp.Divide => a / b,
        BinaryOp.Maximum => Math.Max(a, b),
        BinaryOp.Minimum => Math.Min(a, b),
        BinaryOp.Power => Math.Pow(a, b),
        _ => throw new InvalidOperationException($"Unknown operator {op}."),
    };

    public static bool Compare(Comparison comparison, double a, double b) => comparison switch
    {
        Comparison.Less => a < b,
        Comparison.LessOrEqual => a <= b,
        _ => a == b,
    };

    private static double Log1p(double x)
    {
        // Kahan's correction (HP-15C Advanced Functions Handbook): exact to an ulp although 1 + x rounds.
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    private static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5) return Math.Exp(x) - 1;
        // 2 sinh(x/2) exp(x/2) loses nothing near zero.
        return 2 * Math.Sinh(x / 2) * Math.Exp(x / 2);
    }

    /// <summary>erf by its Maclaurin series for small arguments and the continued fraction of erfc otherwise (Abramowitz and Stegun 7.1.6, 7.1.14).</summary>
    private static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (double.IsNaN(x)) return x;
        if (a < 3)
        {
            double term = a, sum = a;
            for (var n = 1; n < 200; n++)
            {
                term *= 2 * a * a / ((2 * n) + 1);
                sum += term;
                if (term < 1e-18 * sum) break;
            }

            return Math.Sign(x) * 2 / Math.Sqrt(Math.PI) * Math.Exp(-a * a) * sum;
        }

        if (a > 6) return Math.Sign(x);
        double fraction = 0;
        for (var k = 60; k >= 1; k--) fraction = k / 2.0 / (a + fraction);
        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction)));
    }
}
