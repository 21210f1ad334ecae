using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Normalisations.</summary>
internal static class NormalisationCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("batch_norm", BatchNorm),
        ("layer_norm", g => Affine(g, new AttributeText("LayerNorm").Args(g.Attributes.Ints("normalized_shape")))),
        ("rms_norm", g => Affine(g, new AttributeText("RmsNorm").Args(g["param.weight"].Shape))),
        ("instance_norm", g => GoldenVocabulary.Layer(g, Epsilon(g, new AttributeText("InstanceNorm")).With("Affine", g.Attributes.Flag("affine")))),
        ("group_norm", g => Affine(g, new AttributeText("GroupNorm").Args(g.Attributes.Int("groups")))),
        ("lrn", g => GoldenVocabulary.Layer(g, new AttributeText("LocalResponseNorm").Args(g.Attributes.Int("size"))
            .With("Alpha", g.Attributes.Number("alpha", 1e-4)).With("Beta", g.Attributes.Number("beta", 0.75)).With("K", g.Attributes.Number("k", 1)))),
    ];

    private static GoldenDeclaration BatchNorm(GoldenFile golden)
    {
        var attributes = golden.Attributes;
        var layer = Epsilon(golden, new AttributeText("BatchNorm")).With("Momentum", attributes.Number("momentum", 0.1));
        if (!attributes.Flag("affine", true)) layer.With("Affine", false);
        var training = attributes.Flag("training", true);
        return GoldenVocabulary.Layer(golden, layer) with
        {
            Buffers = new Dictionary<string, string> { ["running_mean"] = "op.running_mean", ["running_var"] = "op.running_var" },
            Training = training,
            GradientOfInference = !training,
        };
    }

    private static GoldenDeclaration Affine(GoldenFile golden, AttributeText layer)
    {
        Epsilon(golden, layer);
        return GoldenVocabulary.Layer(golden, golden.Attributes.Flag("affine", true) ? layer : layer.With("Affine", false));
    }

    private static AttributeText Epsilon(GoldenFile golden, AttributeText layer) => layer.With("Epsilon", golden.Attributes.Number("eps", 1e-5));
}
