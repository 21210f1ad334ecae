using NetGen.Generator.Layers;

namespace NetGen.Properties.Networks;

/// <summary>Activations, dropout, and layers that fold or split one axis.</summary>
internal static class ElementwiseLayers
{
    /// <summary>Expressions of users, and what they are.</summary>
    public static readonly IReadOnlyDictionary<string, Func<double, double>> Expressions = new Dictionary<string, Func<double, double>>(StringComparer.Ordinal)
    {
        ["x * sigmoid(1.702 * x)"] = x => x / (1 + Math.Exp(-1.702 * x)),
        ["x < 0 ? 0.1 * x : x"] = x => x < 0 ? 0.1 * x : x,
        ["tanh(x) / (1 + x^2)"] = x => Math.Tanh(x) / (1 + (x * x)),
        ["log(1 + exp(-abs(x)))"] = x => Math.Log(1 + Math.Exp(-Math.Abs(x))),
        ["min(max(x, -1), 1) * 2"] = x => Math.Min(Math.Max(x, -1), 1) * 2,
        ["sin(x) + cos(2 * x)"] = x => Math.Sin(x) + Math.Cos(2 * x),
        ["sqrt(1 + x^2)"] = x => Math.Sqrt(1 + (x * x)),
        ["x + 1"] = x => x + 1,
        ["cos(x)"] = Math.Cos,
        ["max(x, 0.5)"] = x => Math.Max(x, 0.5),
    };

    private static readonly string[] Activations = [.. Activation.All.Select(a => a.Kind).OrderBy(k => k == "Relu" ? "" : k, StringComparer.Ordinal)];

    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(14))
        {
            case 6:
                return new("Activation", x.Shape, x.Count, ("Expression", "sqrt(1 + x^2)"));
            case 5:
                return new("Activation", x.Shape, x.Count, ("Expression", c.Of<string>([.. Expressions.Keys])));
            case 7:
                return new Candidate("PRelu", x.Shape, x.Count) { HasParameters = true }.With(c.OneIn(2), "PerChannel", true);
            case 8 or 9:
                var axis = c.Between(0, x.Rank - 1);
                return new Candidate(c.Of<string>("Softmax", "LogSoftmax"), x.Shape, x.Count)
                    .With(axis != x.Rank - 1 || c.OneIn(3), "Axis", c.OneIn(2) ? axis - x.Rank : axis).With(c.OneIn(4), "Temperature", 2.5);
            case 10:
                var halved = c.Between(0, x.Rank - 1);
                return x.Shape[halved] % 2 != 0 ? null : new Candidate("Glu", [.. x.Shape.Select((e, a) => a == halved ? e / 2 : e)], x.Count)
                    .With(halved != x.Rank - 1, "Axis", halved);
            case 11:
                var pieces = c.Of<int>(2, 3, 4);
                return x.Shape[0] % pieces != 0 ? null : new("Maxout", [x.Shape[0] / pieces, .. x.Shape[1..]], x.Count, ("Pieces", pieces));
            case 12 when x.Rank == 2:
                return c.OneIn(2) ? new("PositionalEncoding", x.Shape, x.Count, ("Learned", true))
                    : new Candidate("PositionalEncoding", x.Shape, x.Count).With(c.OneIn(2), "Base", 50.0);
            case 13:
                return c.Below(3) switch
                {
                    0 => new Candidate("Dropout", x.Shape, x.Count).With(c.OneIn(2), "Probability", 0.25),
                    1 => new Candidate("RRelu", x.Shape, x.Count).With(c.OneIn(2), "Lower", 0.1).With(c.OneIn(2), "Upper", 0.5),
                    _ => x.Rank == 1 ? null : new Candidate("SpatialDropout", x.Shape, x.Count).With(c.OneIn(2), "Probability", 0.25),
                };
            default:
                return WithOptions(new(c.Of<string>(Activations), x.Shape, x.Count), c);
        }
    }

    private static Candidate WithOptions(Candidate layer, Choices c) => layer.Kind switch
    {
        "LeakyRelu" => layer.With(c.OneIn(2), "Slope", 0.25),
        "Elu" or "Celu" => layer.With(c.OneIn(2), "Alpha", 0.5),
        "Gelu" => layer.With(c.OneIn(2), "Approximate", true),
        "Swish" => layer.With(c.OneIn(2), "Beta", 1.5),
        "Softplus" => layer.With(c.OneIn(2), "Beta", 2.0).With(c.OneIn(3), "Threshold", 3.0),
        "HardTanh" => layer.With(c.OneIn(2), "Minimum", -0.5).With(c.OneIn(2), "Maximum", 1.5),
        "HardShrink" or "SoftShrink" => layer.With(c.OneIn(2), "Threshold", 0.25),
        "ThresholdedRelu" => layer.With(c.OneIn(2), "Threshold", 0.25).With(c.OneIn(2), "Value", 0.5),
        _ => layer,
    };
}
