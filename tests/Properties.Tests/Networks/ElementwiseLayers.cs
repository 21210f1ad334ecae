using NetGen.Generator.Layers;

namespace NetGen.Properties.Networks;

/// <summary>Activations, and layers that fold or split one axis.</summary>
internal static class ElementwiseLayers
{
    /// <summary>Continuous ones: where a function jumps, 32-bit floats and doubles may land on different sides.</summary>
    private static readonly string[] Activations =
        [.. Activation.All.Select(a => a.Kind).Where(k => k is not ("HardShrink" or "ThresholdedRelu")).OrderBy(k => k == "Relu" ? "" : k, StringComparer.Ordinal)];

    private static readonly string[] Expressions =
        ["x * sigmoid(1.702 * x)", "x < 0 ? 0.1 * x : x", "tanh(x) / (1 + x^2)", "log(1 + exp(-abs(x)))", "min(max(x, -1), 1) * 2", "sin(x) + cos(2 * x)", "sqrt(1 + x^2)", "erf(x)"];

    public static Candidate? Propose(Value x, Choices c)
    {
        switch (c.Below(11))
        {
            case 5:
                return new("Activation", x.Shape, x.Count, ("Expression", c.Of<string>(Expressions)));
            case 6:
                return new Candidate("PRelu", x.Shape, x.Count) { HasParameters = true }.With(c.OneIn(2), "PerChannel", true);
            case 7:
                var axis = c.Between(0, x.Rank - 1);
                return new Candidate(c.Of<string>("Softmax", "LogSoftmax"), x.Shape, x.Count, ("Axis", c.OneIn(2) ? axis - x.Rank : axis)).With(c.OneIn(4), "Temperature", 2.5);
            case 8:
                var halved = c.Between(0, x.Rank - 1);
                return x.Shape[halved] % 2 != 0 ? null : new("Glu", [.. x.Shape.Select((e, a) => a == halved ? e / 2 : e)], x.Count, ("Axis", halved));
            case 9:
                var pieces = c.Of<int>(2, 3);
                return x.Shape[0] % pieces != 0 ? null : new("Maxout", [x.Shape[0] / pieces, .. x.Shape[1..]], x.Count, ("Pieces", pieces));
            case 10 when x.Rank == 2:
                return new Candidate("PositionalEncoding", x.Shape, x.Count).With(c.OneIn(2), "Learned", true);
            default:
                return WithOptions(new(c.Of<string>(Activations), x.Shape, x.Count), c);
        }
    }

    private static Candidate WithOptions(Candidate layer, Choices c) => layer.Kind switch
    {
        "LeakyRelu" => layer.With(c.OneIn(2), "Slope", 0.2),
        "Elu" or "Celu" => layer.With(c.OneIn(2), "Alpha", 0.5),
        "Gelu" => layer.With(c.OneIn(2), "Approximate", true),
        "Swish" => layer.With(c.OneIn(2), "Beta", 1.5),
        _ => layer,
    };
}
