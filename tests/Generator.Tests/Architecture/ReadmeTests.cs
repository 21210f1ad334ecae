using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>The README shows what the compiler does, not what it once did.</summary>
public sealed partial class ReadmeTests
{
    private static readonly string Page = File.ReadAllText(RepositoryRoot.Combine("README.md")).ReplaceLineEndings("\n");

    [Fact]
    public void The_declaration_compiles_to_the_table()
    {
        // The symbol that the property NetGenSummary defines.
        var run = GeneratorRun.From(GeneratorRun.ParseOptions.WithPreprocessorSymbols("NETGEN_SUMMARY"), GeneratorRun.Options, ReferenceAssemblies.All, Block("csharp declaration"));
        Assert.Empty(run.CompilerDiagnostics);
        var rows = Block("summary").TrimEnd('\n').Split('\n').Select(row => $"\"{row}\\n\"");
        var emitted = run.Text("LeNet5.g.cs");
        Assert.Contains(string.Join(" +\n    ", rows), emitted, StringComparison.Ordinal);
        Assert.Equal(Block("csharp declaration"), "using NetGen;\n\n" + SampleDeclaration());
    }

    [Fact]
    public void The_wrong_one_is_told_what_is_wrong()
    {
        var found = Assert.Single(GeneratorRun.From(Block("csharp wrong")).Diagnostics, found => found.Severity == DiagnosticSeverity.Error);
        Assert.Contains($"\nerror {found.Id}: {found.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}\n", Page, StringComparison.Ordinal);
    }

    [Fact]
    public void Its_links_lead_somewhere() => Assert.All(
        Link().Matches(Page).Select(match => match.Groups[1].Value).Where(link => !link.Contains("://", StringComparison.Ordinal)),
        link => Assert.True(Path.Exists(RepositoryRoot.Combine(link)), $"{link} does not exist."));

    // The README explains the input in a comment; apart from that it is the sample's.
    private static string SampleDeclaration()
    {
        var sample = File.ReadAllText(RepositoryRoot.Combine("samples", "LeNet", "LeNet5.cs")).ReplaceLineEndings("\n");
        return sample[sample.IndexOf("[Network]", StringComparison.Ordinal)..]
            .Replace("[Input(1, 28, 28)]", "[Input(1, 28, 28)]                                        // channels, height, width", StringComparison.Ordinal);
    }

    private static string Block(string kind) => Regex.Match(Page, $"```{kind}\n(.*?)```", RegexOptions.Singleline).Groups[1].Value;

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();
}
