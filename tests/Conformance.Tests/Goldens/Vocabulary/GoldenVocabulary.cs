using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>How a case of an operation is declared.</summary>
/// <returns>The declaration, or null for a form of the operation that the attributes do not have.</returns>
internal delegate GoldenDeclaration? Declare(GoldenFile golden);

/// <summary>Every operation that has a declaration, one line each.</summary>
internal static class GoldenVocabulary
{
    private static readonly Dictionary<string, Declare> Operations = new(StringComparer.Ordinal);

    static GoldenVocabulary()
    {
        IEnumerable<(string, Declare)>[] families =
        [
            ConvolutionCases.All, PoolingCases.All, NormalisationCases.All, ActivationCases.All, ShapeCases.All, MergeCases.All, LossCases.All, LinearCases.All,
            NetworkCases.All,
        ];
        foreach (var (operation, declare) in families.SelectMany(f => f)) Operations.Add(operation, declare);
    }

    /// <summary>The declaration of a case, or null when the vocabulary has none.</summary>
    public static GoldenDeclaration? Of(GoldenFile golden) => Operations.TryGetValue(golden.Operation, out var declare) ? declare(golden) : null;

    /// <summary>The layer under test, over the case's <c>in.x</c>, with the case's parameters under their own names.</summary>
    public static GoldenDeclaration Layer(GoldenFile golden, AttributeText layer) => Layer(golden, layer, GoldenSource.Batched(golden, "x"));

    public static GoldenDeclaration Layer(GoldenFile golden, AttributeText layer, params GoldenSource[] sources) =>
        new(sources, layer.With("Name", GoldenDeclaration.Output))
        {
            Parameters = golden.Under("param.").ToDictionary(p => p.Name, p => $"{GoldenDeclaration.Output}.{p.Name}", StringComparer.Ordinal),
        };
}
