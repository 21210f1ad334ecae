using NetGen.Conformance.Goldens.Vocabulary;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>A golden case with what became of it so far: its declaration, or why there is none.</summary>
internal sealed class GoldenCase
{
    private GoldenCase(GoldenFile golden, GoldenDeclaration? declaration)
    {
        Golden = golden;
        Declaration = declaration;
    }

    public GoldenFile Golden { get; }

    /// <summary>The declaration, or null when the vocabulary has no word for the operation.</summary>
    public GoldenDeclaration? Declaration { get; }

    /// <summary>Every case of the index that is about networks; optimisers, schedules and initialisers have tests of their own.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } =
        [.. GoldenIndex.All.Values.Where(g => g.Tensors.Keys.Any(t => t.StartsWith("out.", StringComparison.Ordinal))).Select(g => new GoldenCase(g, GoldenVocabulary.Of(g)))];

    /// <summary>The sources to compile: the forward side (not for a loss) and the training side.</summary>
    public IEnumerable<string> Sources => Declaration is null ? [] :
        Declaration.Loss is null ? [Declaration.ForwardSource(Golden), Declaration.GradientSource(Golden)] : [Declaration.GradientSource(Golden)];

    public string ForwardName => $"Golden.{Declaration!.ClassName(Golden)}";

    public string GradientName => $"{ForwardName}Gradient";

    /// <summary>The words of a declaration that the compiler does not know yet.</summary>
    public static IEnumerable<string> MissingKinds(NetworkSpec spec) => spec.Elements
        .Where(e => (e.Role == ElementRole.Layer && !Catalogue.Layers.ContainsKey(e.Kind)) || (e.Role == ElementRole.Loss && !Catalogue.Losses.ContainsKey(e.Kind)))
        .Select(e => e.Kind);
}
