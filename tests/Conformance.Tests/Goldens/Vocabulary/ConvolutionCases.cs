using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Convolutions and transposed convolutions.</summary>
internal static class ConvolutionCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("conv1d", g => Convolution(g, "Conv1D")),
        ("conv2d", g => Convolution(g, "Conv2D")),
        ("conv3d", g => Convolution(g, "Conv3D")),
        ("conv_transpose1d", g => Transposed(g, "ConvTranspose1D")),
        ("conv_transpose2d", g => Transposed(g, "ConvTranspose2D")),
        ("conv_transpose3d", g => Transposed(g, "ConvTranspose3D")),
        ("causal_conv1d", Causal),
    ];

    private static GoldenDeclaration Convolution(GoldenFile golden, string kind) => GoldenVocabulary.Layer(golden, Options(golden, kind));

    private static GoldenDeclaration Transposed(GoldenFile golden, string kind)
    {
        var layer = Options(golden, kind);
        var outputPadding = golden.Attributes.Ints("output_padding");
        return GoldenVocabulary.Layer(golden, outputPadding.All(p => p == 0) ? layer : layer.PerAxis("OutputPadding", outputPadding));
    }

    private static AttributeText Options(GoldenFile golden, string kind)
    {
        var attributes = golden.Attributes;
        var layer = new AttributeText(kind).Args(attributes.Int("out_channels")).Args(attributes.Ints("kernel"));
        int[] stride = attributes.Ints("stride"), dilation = attributes.Ints("dilation"), padding = attributes.Ints("padding");
        if (stride.Any(s => s != 1)) layer.PerAxis("Stride", stride);
        if (padding.Any(p => p != 0)) layer.PerAxis("Padding", padding);
        if (dilation.Any(d => d != 1)) layer.PerAxis("Dilation", dilation);
        if (attributes.Int("groups") != 1) layer.With("Groups", attributes.Int("groups"));
        return attributes.Flag("bias", true) ? layer : layer.With("Bias", false);
    }

    private static GoldenDeclaration Causal(GoldenFile golden)
    {
        int kernel = golden.Attributes.Ints("kernel")[0], dilation = golden.Attributes.Ints("dilation")[0];
        var layer = new AttributeText("Conv1D").Args(golden["param.weight"].Shape[0], kernel).With("Dilation", dilation);
        return GoldenVocabulary.Layer(golden, layer.With("Paddings", [(kernel - 1) * dilation, 0]));
    }
}
