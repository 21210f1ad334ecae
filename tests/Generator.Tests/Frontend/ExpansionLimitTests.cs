using System.Diagnostics;
using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>A declaration that stands for more than can be compiled is refused before it is laid out, and says what is too large.</summary>
public sealed class ExpansionLimitTests
{
    private const int MostSeconds = 20;

    [Fact]
    public void A_billion_copies_of_nothing() => Refuses("NG0010", "copies of blocks", "[Block<Empty>(Repeat = 1_000_000_000), Dense(2)]", "[Block] partial class Empty;");

    [Fact]
    public void A_billion_copies_of_a_layer() => Refuses("NG0010", "copies of blocks", "[Block<One>(Repeat = 1_000_000_000), Dense(2)]", "[Block, Relu] partial class One;");

    [Fact]
    public void Copies_of_many_layers() => Refuses(
        "NG0010", "more than 20000 layers", "[Block<Many>(Repeat = 4_999)]", $"[Block, {string.Join(", ", Enumerable.Repeat("Relu", 50))}] partial class Many;");

    [Fact]
    public void A_tree_of_blocks_without_layers() => Refuses("NG0010", "copies of blocks", "[Block<B0>, Dense(2)]", Tree(40, "Relu(When = false)"));

    [Fact]
    public void A_tree_of_blocks_with_layers() => Refuses("NG0010", "copies of blocks", "[Block<B0>, Dense(2)]", Tree(40, "Relu"));

    [Fact]
    public void Copies_of_copies() => Refuses(
        "NG0010", "copies of blocks", "[Block<A>(Repeat = 1_000), Dense(2)]", "[Block, Block<B>(Repeat = 1_000)] partial class A; [Block, Block<C>(Repeat = 1_000)] partial class B; [Block] partial class C;");

    [Fact]
    public void A_chain_of_thousands_of_blocks() => Refuses(
        "NG0010", "100 deep", "[Block<B0>, Dense(2)]", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"[Block, Block<B{i + 1}>] partial class B{i};\n")) + "[Block, Relu] partial class B3000;");

    [Fact]
    public void Blocks_that_contain_each_other() => Refuses("NG0010", "contains itself", "[Block<A>, Dense(2)]", "[Block, Block<B>] partial class A; [Block, Block<A>] partial class B;");

    [Fact]
    public void A_name_of_a_million_letters() => Refuses("NG0007", "", $"[Dense(3), Relu(From = \"{new string('z', 1_000_000)}\")]", "");

    [Fact]
    public void A_given_name_of_a_million_letters() => Refuses("NG0105", "", $"[Dense(3, Name = \"{new string('z', 1_000_000)}\")]", "");

    [Theory]
    [InlineData("1", "+1", "")]
    [InlineData("1", "*1", "")]
    public void A_sum_of_twenty_thousand_terms_is_a_number(string first, string term, string last)
    {
        var text = first + string.Concat(Enumerable.Repeat(term, 20_000)) + last;
        Ends($"[Block<A>(\"K = {text}\")]", "[Block, Dense(K > 10 ? 3 : 2)] partial class A { const int K = 1; }");
    }

    [Theory]
    [InlineData("(", "1", ")")]
    [InlineData("-", "1", "")]
    [InlineData("1 > 0 ? 1 : ", "1", "")]
    [InlineData("1 + (", "1", ")")]
    [InlineData("(int)", "1", "")]
    public void Nesting_of_thousands_of_levels_is_survived(string open, string inner, string close)
    {
        var text = string.Concat(Enumerable.Repeat(open, 3_000)) + inner + string.Concat(Enumerable.Repeat(close, 3_000));
        Ends($"[Block<A>(\"K = {text}\")]", "[Block, Dense(2)] partial class A { const int K = 1; }");
    }

    [Fact]
    public void Cancellation_ends_the_work()
    {
        var spec = GeneratorRun.From("using NetGen; [Network, Input(4), Dense(3)] public sealed partial class Net;").Specs.Single();
        Assert.ThrowsAny<OperationCanceledException>(() => NetworkCompiler.Compile(spec, new CancellationToken(canceled: true)));
    }

    private static void Refuses(string id, string message, string layers, string blocks)
    {
        var run = Ends(layers, blocks);
        var found = Assert.Single(run.Diagnostics, d => d.Severity == DiagnosticSeverity.Error);
        Assert.Equal(id, found.Id);
        Assert.Contains(message, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Empty(run.GeneratedSources);
    }

    private static GeneratorRun Ends(string layers, string blocks)
    {
        var watch = Stopwatch.StartNew();
        var run = GeneratorRun.From($"using NetGen;\n[Network(Targets = Targets.Portable), Input(4)]\n{layers}\npublic sealed partial class Net;\n{blocks}");
        Assert.Null(run.Fault);
        Assert.DoesNotContain(run.Diagnostics, d => d.Id == "NG9999");
        Assert.True(watch.Elapsed.TotalSeconds < MostSeconds, $"took {watch.Elapsed.TotalSeconds:F1} s");
        return run;
    }

    private static string Tree(int depth, string leaf) =>
        string.Concat(Enumerable.Range(0, depth).Select(i => $"[Block, Block<B{i + 1}>, Block<B{i + 1}>] partial class B{i};\n")) + $"[Block, {leaf}] partial class B{depth};";
}
