using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Dense layers and embeddings.</summary>
internal static class LinearCases
{
    public static IEnumerable<(string, Declare)> All => [("linear", Linear), ("embedding", Embedding)];

    private static GoldenDeclaration Linear(GoldenFile golden)
    {
        var layer = new AttributeText("Dense").Args(golden.Attributes.Int("out_features"));
        if (!golden.Attributes.Flag("bias", true)) layer.With("Bias", false);
        var x = golden["in.x"].Shape.Length == 1 ? GoldenSource.Whole(golden, "x") : GoldenSource.Batched(golden, "x");
        // A dense layer works along the last axis; the axes before a sequence's are as good as a larger batch.
        if (x.Shape.Length > 2) x = x.As(x.Shape[^2..]);
        return GoldenVocabulary.Layer(golden, layer, x);
    }

    private static GoldenDeclaration Embedding(GoldenFile golden)
    {
        var layer = new AttributeText("Embedding").Args(golden.Attributes.Int("num"), golden.Attributes.Int("dim"));
        if (golden.Attributes.Has("padding_idx")) layer.With("PaddingIndex", golden.Attributes.Int("padding_idx"));
        var indices = golden["in.idx"].Shape.Length == 1 ? GoldenSource.Whole(golden, "idx", SourceKind.Data) : GoldenSource.Batched(golden, "idx", SourceKind.Data);
        return GoldenVocabulary.Layer(golden, layer, indices);
    }
}
