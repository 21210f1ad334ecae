using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Layers that move or resample elements.</summary>
internal static class ShapeCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("pixel_shuffle", g => GoldenVocabulary.Layer(g, new AttributeText("PixelShuffle").Args(g.Attributes.Int("upscale")))),
        ("pixel_unshuffle", g => GoldenVocabulary.Layer(g, new AttributeText("PixelUnshuffle").Args(g.Attributes.Int("downscale")))),
        ("channel_shuffle", g => GoldenVocabulary.Layer(g, new AttributeText("ChannelShuffle").Args(g.Attributes.Int("groups")))),
        ("upsample2d", Upsample),
        ("pad2d", Pad),
    ];

    private static GoldenDeclaration? Upsample(GoldenFile golden)
    {
        Interpolation? mode = golden.Attributes.Text("mode") switch
        {
            "nearest" => Interpolation.Nearest,
            "bilinear" => Interpolation.Bilinear,
            "bicubic" => Interpolation.Bicubic,
            _ => null,
        };
        if (mode is null) return null;
        var layer = new AttributeText("Upsample").With("Sizes", golden.Attributes.Ints("output_size")).WithEnum("Mode", mode.Value);
        return GoldenVocabulary.Layer(golden, golden.Attributes.Flag("align_corners") ? layer.With("AlignCorners", true) : layer);
    }

    private static GoldenDeclaration? Pad(GoldenFile golden)
    {
        PaddingMode? mode = golden.Attributes.Text("mode") switch
        {
            "constant" => PaddingMode.Zeros,
            "reflect" => PaddingMode.Reflect,
            "replicate" => PaddingMode.Replicate,
            "circular" => PaddingMode.Circular,
            _ => null,
        };
        if (mode is null) return null;
        var layer = new AttributeText("Pad").Args(golden.Attributes.Ints("pad_left_right_top_bottom")).WithEnum("Mode", mode.Value);
        return GoldenVocabulary.Layer(golden, golden.Attributes.Has("value") ? layer.With("Value", golden.Attributes.Number("value", 0)) : layer);
    }
}
