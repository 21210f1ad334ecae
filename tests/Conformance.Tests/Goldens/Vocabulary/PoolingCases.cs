using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Pooling over windows, adaptive and global pooling.</summary>
internal static class PoolingCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("max_pool1d", g => Maximum(g, "MaxPool1D")),
        ("max_pool2d", g => Maximum(g, "MaxPool2D")),
        ("max_pool3d", g => Maximum(g, "MaxPool3D")),
        ("avg_pool1d", g => Average(g, "AvgPool1D")),
        ("avg_pool2d", g => Average(g, "AvgPool2D")),
        ("avg_pool3d", g => Average(g, "AvgPool3D")),
        ("lp_pool2d", g => GoldenVocabulary.Layer(g, Windows(g, new AttributeText("LpPool2D").Number(g.Attributes.Number("p", 2))))),
        ("adaptive_avg_pool1d", g => Adaptive(g, "AdaptiveAvgPool1D")),
        ("adaptive_avg_pool2d", g => Adaptive(g, "AdaptiveAvgPool2D")),
        ("adaptive_max_pool2d", g => Adaptive(g, "AdaptiveMaxPool2D")),
        ("global_max_pool", g => GoldenVocabulary.Layer(g, new AttributeText("GlobalMaxPool"))),
        ("global_avg_pool", g => GoldenVocabulary.Layer(g, new AttributeText("GlobalAvgPool"))),
    ];

    private static GoldenDeclaration Maximum(GoldenFile golden, string kind)
    {
        var layer = Windows(golden, new AttributeText(kind));
        if (golden.Attributes.Has("dilation") && golden.Attributes.Ints("dilation").Any(d => d != 1)) layer.PerAxis("Dilation", golden.Attributes.Ints("dilation"));
        return GoldenVocabulary.Layer(golden, layer);
    }

    private static GoldenDeclaration Average(GoldenFile golden, string kind)
    {
        var layer = Windows(golden, new AttributeText(kind));
        return GoldenVocabulary.Layer(golden, golden.Attributes.Flag("count_include_pad", true) ? layer : layer.With("CountIncludePad", false));
    }

    private static AttributeText Windows(GoldenFile golden, AttributeText layer)
    {
        var attributes = golden.Attributes;
        layer.Args(attributes.Ints("kernel"));
        if (attributes.Has("stride")) layer.PerAxis("Stride", attributes.Ints("stride"));
        if (attributes.Has("padding") && attributes.Ints("padding").Any(p => p != 0)) layer.PerAxis("Padding", attributes.Ints("padding"));
        return attributes.Flag("ceil_mode") ? layer.With("CeilMode", true) : layer;
    }

    private static GoldenDeclaration Adaptive(GoldenFile golden, string kind) =>
        GoldenVocabulary.Layer(golden, new AttributeText(kind).Args(golden.Attributes.Ints("output_size")));
}
