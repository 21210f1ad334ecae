using NetGen.Conformance.Goldens.Vocabulary;
using NetGen.Generator.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Goldens;

/// <summary>A golden case with its declaration, or why there is none.</summary>
internal sealed class GoldenCase
{
    private GoldenCase(GoldenFile golden, GoldenDeclaration? declaration)
    {
        Golden = golden;
        Declaration = declaration;
        var missing = declaration?.Kinds.Where(k => !Catalogue.Layers.ContainsKey(k) && !Catalogue.Losses.ContainsKey(k)).Distinct().ToList() ?? [];
        if (declaration is null) NotCovered = $"not covered yet: {golden.Operation}";
        else if (missing.Count > 0) NotCovered = $"not covered yet: {golden.Operation} (no {string.Join(", ", missing)})";
    }

    /// <summary>Every case of the index that is about networks; optimisers, schedules and initialisers have tests of their own.</summary>
    public static IReadOnlyList<GoldenCase> All { get; } =
        [.. GoldenIndex.All.Values.Where(IsNetwork).Select(g => new GoldenCase(g, GoldenVocabulary.Of(g)))];

    /// <summary>Their names; one empty name without reference data, so that the test can say so.</summary>
    public static IEnumerable<string> Names => All.Select(c => c.Golden.Stem).DefaultIfEmpty("");

    public GoldenFile Golden { get; }

    /// <summary>The declaration, or null when the vocabulary has no word for the operation.</summary>
    public GoldenDeclaration? Declaration { get; }

    /// <summary>Why the case is not run, or null.</summary>
    public string? NotCovered { get; }

    /// <summary>The networks to compile.</summary>
    public IEnumerable<DeclaredNetwork> Networks => Declaration!.Networks(Golden);

    /// <summary>The case with this name; the calling test is skipped when it is not covered or the data are absent.</summary>
    public static GoldenCase FindOrSkip(string file)
    {
        Assert.SkipWhen(file.Length == 0, ReferenceData.Absence);
        var found = All.Single(c => c.Golden.Stem == file);
        Assert.SkipWhen(found.NotCovered is not null, found.NotCovered ?? "");
        return found;
    }

    private static bool IsNetwork(GoldenFile golden) =>
        golden.Tensors.Keys.Any(t => t.StartsWith("gout.", StringComparison.Ordinal)) || golden.Operation.StartsWith("network_", StringComparison.Ordinal);

    /// <summary>Runs the case's networks and fails with every difference.</summary>
    public void Check(Func<string, RunnableNetwork> network, Func<GoldenTensor, double> tolerance)
    {
        var differences = GoldenCheck.Run(Golden, Declaration!, name => network(name), tolerance);
        Assert.True(differences.Count == 0, $"{string.Join("\n", differences)}\n\n{string.Join("\n", Networks.Select(n => n.Source))}");
    }
}
