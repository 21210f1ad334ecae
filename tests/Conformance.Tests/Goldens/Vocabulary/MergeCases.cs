using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Merges of two tensors, with NumPy's broadcasting over the batch too.</summary>
internal static class MergeCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("binary_add", g => Merge(g, "Add")),
        ("binary_sub", g => Merge(g, "Subtract")),
        ("binary_mul", g => Merge(g, "Multiply")),
        ("binary_div", g => Merge(g, "Divide")),
        ("matmul", g => Merge(g, "MatMul")),
    ];

    private static GoldenDeclaration Merge(GoldenFile golden, string kind)
    {
        int[] a = golden["in.a"].Shape, b = golden["in.b"].Shape, y = golden["out.y"].Shape;
        // Rows of a matrix product are not samples.
        var least = kind == "MatMul" ? 3 : 2;
        bool BatchFirst(int[] shape) => shape.Length == y.Length && shape.Length >= least && shape[0] == y[0];
        GoldenSource first, second;
        if (BatchFirst(a) && (BatchFirst(b) || b.Length < y.Length))
            (first, second) = (GoldenSource.Batched(golden, "a"), BatchFirst(b) ? GoldenSource.Batched(golden, "b") : GoldenSource.Whole(golden, "b", SourceKind.Shared));
        else if (BatchFirst(b) && a.Length < y.Length)
            (first, second) = (GoldenSource.Whole(golden, "a", SourceKind.Shared), GoldenSource.Batched(golden, "b"));
        else
            (first, second) = (GoldenSource.Whole(golden, "a"), GoldenSource.Whole(golden, "b"));
        return GoldenVocabulary.Layer(golden, new AttributeText(kind).Args("b").With("From", "a"), first, second);
    }
}
