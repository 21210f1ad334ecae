using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Diagnostics;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic has a page, and the example on that page triggers it.</summary>
public sealed partial class CatalogueTests
{
    /// <summary>Never caused by a declaration; its tests are <see cref="FaultTests"/>.</summary>
    private const string InternalFault = "NG9999";

    /// <summary>What is said of builds without optimisation only.</summary>
    private const string OfDebugBuilds = "NG0901";

    /// <summary>What the build's targets report, not the compiler; the tests of the package hold their pages.</summary>
    private const string OfTheTargets = "NG04";

    public static TheoryData<string> Ids => [.. Catalogue.All.Select(descriptor => descriptor.Id)];

    [Fact]
    public void Pages_and_descriptors_are_the_same_ids() => Assert.Equal(
        Catalogue.All.Select(descriptor => descriptor.Id),
        Directory.GetFiles(RepositoryRoot.Combine("docs", "diagnostics")).Select(Path.GetFileNameWithoutExtension)
            .Where(id => !id!.StartsWith(OfTheTargets, StringComparison.Ordinal)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_page_says_what_the_descriptor_says(string id)
    {
        var descriptor = Catalogue.Of(id);
        var page = PageOf(id);
        Assert.StartsWith($"# {id}: {descriptor.Title}\n", page, StringComparison.Ordinal);
        var isInfo = descriptor.DefaultSeverity == DiagnosticSeverity.Info;
        var severity = isInfo ? "information" : descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        Assert.Contains($"\nSeverity: {severity}.\n", page, StringComparison.Ordinal);
        Assert.EndsWith($"/docs/diagnostics/{id}.md", descriptor.HelpLinkUri, StringComparison.Ordinal);
        Assert.Equal("NetGen", descriptor.Category);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_example_on_the_page_triggers_it(string id)
    {
        var example = Example().Match(PageOf(id)).Groups[1].Value;
        if (id == InternalFault)
        {
            Assert.Equal("", example);
            return;
        }

        Assert.Equal(id, Assert.Single(Markers.In(example)).Id);
        var run = GeneratorRun.From(id == OfDebugBuilds ? OptimizationLevel.Debug : OptimizationLevel.Release, example);
        Assert.DoesNotContain(run.CompilerDiagnostics, found => found.Severity == DiagnosticSeverity.Error);
        var reported = run.Diagnostics.Where(found => found.Id == id).Select(DiagnosticLine.Of);
        Assert.Equal(Markers.In(example), reported);
    }

    [Fact]
    public void Only_a_build_without_optimisation_is_told_so()
    {
        const string source = "using NetGen;\n[Network]\n[Input(4)]\n[Dense(3)]\npublic sealed partial class Iris;\n";
        Assert.DoesNotContain(GeneratorRun.From(source).Diagnostics, found => found.Id == OfDebugBuilds);
        var found = Assert.Single(GeneratorRun.From(OptimizationLevel.Debug, source).Diagnostics, found => found.Id == OfDebugBuilds);
        Assert.Equal(DiagnosticSeverity.Info, found.Severity);
    }

    [Fact]
    public void An_unknown_id_is_an_internal_fault() => Assert.Equal(InternalFault, Catalogue.Of("NG4711").Id);

    private static string PageOf(string id) => File.ReadAllText(RepositoryRoot.Combine("docs", "diagnostics", id + ".md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"## Example\n\n```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();
}
