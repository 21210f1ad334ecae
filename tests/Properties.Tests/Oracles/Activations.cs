namespace NetGen.Properties.Oracles;

/// <summary>Element-wise activations; NaN stays NaN in all of them.</summary>
internal static class Activations
{
    public static Plane? Of(LayerCall c) => Function(c) is { } f ? c.X.Map(x => double.IsNaN(x) ? x : f(x)) : null;

    private static Func<double, double>? Function(LayerCall c)
    {
        double alpha = c.Number("Alpha", 1), beta = c.Number("Beta", 1);
        return c.Kind switch
        {
            "Relu" => x => Math.Max(x, 0),
            "Relu6" => x => Math.Clamp(x, 0, 6),
            "LeakyRelu" => x => x > 0 ? x : c.Number("Slope", 0.01) * x,
            "Sigmoid" => Sigmoid,
            "HardSigmoid" => HardSigmoid,
            "Tanh" => Math.Tanh,
            "Elu" => x => x > 0 ? x : alpha * (Math.Exp(x) - 1),
            "Selu" => x => 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * (Math.Exp(x) - 1)),
            "Celu" => x => x > 0 ? x : alpha * (Math.Exp(x / alpha) - 1),
            "Silu" => x => x * Sigmoid(x),
            "Swish" => x => x * Sigmoid(beta * x),
            "HardSwish" => x => x * HardSigmoid(x),
            "Mish" => x => x * Math.Tanh(Softplus(x)),
            "Softplus" => x => x * beta > c.Number("Threshold", 20) ? x : Softplus(beta * x) / beta,
            "Softsign" => x => x / (1 + Math.Abs(x)),
            "LogSigmoid" => x => -Softplus(-x),
            "HardTanh" => x => Math.Clamp(x, c.Number("Minimum", -1), c.Number("Maximum", 1)),
            "HardShrink" => x => Math.Abs(x) > c.Number("Threshold", 0.5) ? x : 0,
            "SoftShrink" => x => Math.Abs(x) > c.Number("Threshold", 0.5) ? x - (Math.Sign(x) * c.Number("Threshold", 0.5)) : 0,
            "TanhShrink" => x => x - Math.Tanh(x),
            "ThresholdedRelu" => x => x > c.Number("Threshold", 1) ? x : c.Number("Value", 0),
            "Gelu" => x => c.Flag("Approximate", false)
                ? 0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x))))
                : 0.5 * x * (1 + Erf(x * Math.Sqrt(0.5))),
            _ => null,
        };
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double HardSigmoid(double x) => Math.Clamp((x / 6) + 0.5, 0, 1);

    private static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    /// <summary>2/√π·Σ (−1)ⁿx²ⁿ⁺¹/(n!·(2n + 1)), which has enough digits up to 3; beyond, 1 minus the continued fraction of erfc.</summary>
    private static double Erf(double x)
    {
        if (Math.Abs(x) > 3)
        {
            double rest = 0, z = Math.Abs(x);
            for (var n = 60; n > 0; n--) rest = n / 2.0 / (z + rest);
            return Math.Sign(x) * (1 - (Math.Exp(-z * z) / Math.Sqrt(Math.PI) / (z + rest)));
        }

        double term = x, sum = x;
        for (var n = 1; n < 200; n++)
        {
            term *= -x * x / n;
            sum += term / ((2 * n) + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
