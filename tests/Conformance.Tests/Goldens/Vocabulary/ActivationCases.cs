using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Activations; a vector is one sample, anything else starts with the batch.</summary>
internal static class ActivationCases
{
    private static readonly Dictionary<string, string> WithoutArguments = new()
    {
        ["sigmoid"] = "Sigmoid",
        ["hardsigmoid"] = "HardSigmoid",
        ["tanh"] = "Tanh",
        ["relu"] = "Relu",
        ["relu6"] = "Relu6",
        ["elu"] = "Elu",
        ["selu"] = "Selu",
        ["gelu_exact"] = "Gelu",
        ["silu"] = "Silu",
        ["hardswish"] = "HardSwish",
        ["mish"] = "Mish",
        ["softplus"] = "Softplus",
        ["softsign"] = "Softsign",
        ["leaky_relu"] = "LeakyRelu",
        ["celu"] = "Celu",
        ["log_sigmoid"] = "LogSigmoid",
        ["hardtanh"] = "HardTanh",
        ["tanhshrink"] = "TanhShrink",
        ["softshrink"] = "SoftShrink",
        ["hardshrink"] = "HardShrink",
    };

    public static IEnumerable<(string, Declare)> All =>
    [
        .. WithoutArguments.Select(a => ($"act_{a.Key}", (Declare)(g => Elementwise(g, new AttributeText(a.Value))))),
        ("act_gelu_tanh", g => Elementwise(g, new AttributeText("Gelu").With("Approximate", true))),
        ("act_leaky_relu_slope", g => Elementwise(g, new AttributeText("LeakyRelu").With("Slope", Alpha(g)))),
        ("act_elu_alpha", g => Elementwise(g, new AttributeText("Elu").With("Alpha", Alpha(g)))),
        ("act_celu_alpha", g => Elementwise(g, new AttributeText("Celu").With("Alpha", Alpha(g)))),
        ("act_softplus_beta", g => Elementwise(g, new AttributeText("Softplus").With("Beta", Alpha(g)))),
        ("act_rrelu_eval", g => Elementwise(g, new AttributeText("RRelu").With("Lower", Alpha(g)).With("Upper", Alpha(g) + 0.2)) with { GradientOfInference = true }),
        ("act_thresholded_relu", g => Elementwise(g, new AttributeText("ThresholdedRelu").With("Threshold", Alpha(g)))),
        ("act_hardtanh_range", g => Elementwise(g, new AttributeText("HardTanh").With("Minimum", -Alpha(g)).With("Maximum", 2 * Alpha(g)))),
        ("act_prelu", g => Elementwise(g, g.Attributes.Int("num_parameters") == 1 ? new AttributeText("PRelu") : new AttributeText("PRelu").With("PerChannel", true))),
        ("softmax", g => AlongAxis(g, "Softmax")),
        ("log_softmax", g => AlongAxis(g, "LogSoftmax")),
        ("glu", g => AlongAxis(g, "Glu")),
        ("swiglu_ffn", SwiGlu),
    ];

    private static GoldenDeclaration Elementwise(GoldenFile golden, AttributeText layer) =>
        GoldenVocabulary.Layer(golden, layer, golden["in.x"].Shape.Length == 1 ? GoldenSource.Whole(golden, "x") : GoldenSource.Batched(golden, "x"));

    private static double Alpha(GoldenFile golden) => golden.Attributes.Number("alpha", double.NaN);

    private static GoldenDeclaration AlongAxis(GoldenFile golden, string kind)
    {
        var axis = golden.Attributes.Has("dim") ? golden.Attributes.Int("dim") : -1;
        // Along the first axis the values depend on each other, so that they are one sample.
        if (axis < 0) axis += golden["in.x"].Shape.Length;
        return axis == 0
            ? GoldenVocabulary.Layer(golden, new AttributeText(kind).With("Axis", 0), GoldenSource.Whole(golden, "x"))
            : GoldenVocabulary.Layer(golden, new AttributeText(kind).With("Axis", axis - 1));
    }

    /// <summary>w3·(silu(w1·x) ⊙ w2·x).</summary>
    private static GoldenDeclaration SwiGlu(GoldenFile golden)
    {
        int hidden = golden["param.w1"].Shape[0], features = golden["param.w3"].Shape[0];
        return new(
            [GoldenSource.Batched(golden, "x")],
            new AttributeText("Dense").Args(hidden).With("Bias", false).With("Name", "w1"),
            new AttributeText("Silu").With("Name", "gate"),
            new AttributeText("Dense").Args(hidden).With("Bias", false).With("Name", "w2").With("From", "x"),
            new AttributeText("Multiply").Args("gate"),
            new AttributeText("Dense").Args(features).With("Bias", false).With("Name", GoldenDeclaration.Output))
        {
            Parameters = new Dictionary<string, string> { ["w1"] = "w1.weight", ["w2"] = "w2.weight", ["w3"] = "op.weight" },
        };
    }
}
