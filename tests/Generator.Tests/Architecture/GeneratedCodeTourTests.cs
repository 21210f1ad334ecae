using System.Text.RegularExpressions;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>What docs/generated-code.md quotes is what the compiler emits for the declaration on that page.</summary>
public sealed partial class GeneratedCodeTourTests
{
    private const string LeftOut = "// …";

    private static readonly string Page = File.ReadAllText(RepositoryRoot.Combine("docs", "generated-code.md")).ReplaceLineEndings("\n");

    private static readonly Lazy<string[]> Emitted = new(() =>
    {
        var run = GeneratorRun.From(Declaration().Match(Page).Groups[1].Value);
        Assert.Empty(run.CompilerDiagnostics);
        return [.. run.GeneratedSources.SelectMany(file => file.SourceText.ToString().Split('\n')).Select(line => line.Trim())];
    });

    public static TheoryData<string> Blocks => [.. Quoted().Matches(Page).Select(match => match.Groups[1].Value)];

    [Fact]
    public void The_page_quotes_something() => Assert.True(Blocks.Count >= 8);

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_quoted_block_is_emitted(string block)
    {
        var lines = block.TrimEnd('\n').Split('\n');
        Assert.True(Emitted.Value.Index().Any(line => IsAt(line.Index, lines)), $"The compiler does not emit:\n{block}");
    }

    [Fact]
    public void The_files_are_those_the_page_names() => Assert.Equal(
        ["Iris.Avx2.g.cs", "Iris.Portable.g.cs", "Iris.g.cs"],
        GeneratorRun.From(Declaration().Match(Page).Groups[1].Value).GeneratedSources.Select(file => file.HintName));

    [Fact]
    public void What_the_page_quotes_of_a_dump_is_dumped()
    {
        var declaration = Dumped().Match(Page).Groups[1].Value;
        string[] declared = [$"using NetGen;\n[Network]{declaration} public partial class Small;"];
        var asked = GeneratorRun.From(GeneratorRun.ParseOptions.WithPreprocessorSymbols("NETGEN_DUMP"), GeneratorRun.Options, ReferenceAssemblies.All, declared);
        var dump = asked.GeneratedSources.SelectMany(file => file.SourceText.ToString().Split('\n')).Where(line => line.StartsWith("// ", StringComparison.Ordinal)).Select(line => line[3..].Trim()).ToHashSet();
        var quoted = Dump().Matches(Page).SelectMany(block => block.Groups[1].Value.TrimEnd('\n').Split('\n')).Select(line => line.Trim()).Where(line => line.Length > 0).ToList();
        Assert.NotEmpty(quoted);
        Assert.Empty(quoted.Except(dump));
        Assert.DoesNotContain("Forward, graph:", GeneratorRun.From(declared).Text("Small.g.cs"), StringComparison.Ordinal);
    }

    // Lines follow each other; behind lines left out, the next one may stand anywhere below. A line that ends in "(" is the beginning of one.
    private static bool IsAt(int start, string[] lines)
    {
        var (at, anywhere) = (start, false);
        foreach (var line in lines.Select(line => line.Trim()))
        {
            if (line == LeftOut)
            {
                anywhere = true;
                continue;
            }

            while (anywhere && at < Emitted.Value.Length && !Fits(Emitted.Value[at], line)) at++;
            if (at >= Emitted.Value.Length || !Fits(Emitted.Value[at], line)) return false;
            (at, anywhere) = (at + 1, false);
        }

        return true;
    }

    private static bool Fits(string emitted, string quoted) => quoted.EndsWith('(') ? emitted.StartsWith(quoted, StringComparison.Ordinal) : emitted == quoted;

    [GeneratedRegex(@"```csharp declaration\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"```text\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Dump();

    [GeneratedRegex(@"For `(\[Input.*?\])`:")]
    private static partial Regex Dumped();
}
