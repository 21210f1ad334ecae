using Microsoft.CodeAnalysis;
using NetGen.Generator.Frontend;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Incrementality;

/// <summary>What is computed again after an edit.</summary>
public sealed class CachingTests
{
    private const string Networks = """
        using NetGen;

        [Network, Input(4), Dense(3)]
        partial class First;

        [Network, Input(8)]
        [Block<Piece>("Units = 5", Repeat = 2), Dense(4), Relu]
        partial class Second
        {
            int Twice(int x) => 2 * x;
        }

        // last line
        """;

    private const string Block = "using NetGen;\n[Block, Input(5), Dense(Units), Relu] partial class Piece { const int Units = 5; }\n" +
        // Of a block alone there are only findings.
        "[Block, Input(2), Dense(3), Add(\"nobody\")] class Odd;";

    private const string Other = "class Unrelated { int Value => 1; }";

    private static readonly string[] AllSteps = [Step.ParseNetwork, Step.ParseBlock, Step.FindClashes, Step.ResolveClashes, Step.Specify, Step.Compile, Step.Diagnose];

    [Fact]
    public void An_edit_in_another_file_computes_nothing_again() => Unchanged(Start().Edit(2, Other.Replace("1", "2 + 3")), AllSteps);

    [Fact]
    public void A_new_file_computes_nothing_again() => Unchanged(Start().Add("class Another;"), AllSteps);

    [Fact]
    public void A_comment_below_the_networks_computes_nothing_again() => Unchanged(Start().Edit(0, Networks.Replace("last line", "the very last line")), AllSteps);

    [Fact]
    public void The_body_of_a_network_computes_nothing_again() => Unchanged(Start().Edit(0, Networks.Replace("2 * x", "x + x")), AllSteps);

    [Fact]
    public void A_moved_network_is_not_compiled_again() =>
        Unchanged(Start().Edit(0, "// a comment above\n\n" + Networks.Replace("[Input(8)]", "[ Input( 8 ) ]")), [Step.ParseBlock, Step.FindClashes, Step.Specify, Step.Compile]);

    [Fact]
    public void A_changed_network_is_compiled_alone()
    {
        var run = Start().Edit(0, Networks.Replace("Dense(4)", "Dense(7)"));
        Assert.Equal(1, run.ReasonsOf(Step.Specify).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, run.ReasonsOf(Step.Compile).Count(reason => reason == IncrementalStepRunReason.Cached));
    }

    [Fact]
    public void A_changed_block_recompiles_those_that_insert_it()
    {
        var run = Start().Edit(1, Block.Replace("Relu", "Tanh"));
        Assert.Equal(1, run.ReasonsOf(Step.Specify).Count(reason => reason == IncrementalStepRunReason.Modified));
        Assert.Equal(1, run.ReasonsOf(Step.Compile).Count(reason => reason == IncrementalStepRunReason.Cached));
        Assert.Contains(run.Specs, spec => spec.Name == "Second" && spec.Elements.Any(element => element.Name == "piece1.1.tanh1"));
    }

    [Fact]
    public void Twenty_networks_are_not_touched_by_a_keystroke_elsewhere()
    {
        var networks = string.Join('\n', Enumerable.Range(1, 20).Select(i => $"[Network, Input({i}), Dense({i})] partial class Net{i};"));
        var run = GeneratorRun.From("using NetGen;\n" + networks, Other).Edit(1, Other + " ");
        Assert.Equal(20, run.ReasonsOf(Step.Compile).Count);
        Unchanged(run, [Step.ParseNetwork, Step.FindClashes, Step.ResolveClashes, Step.Specify, Step.Compile, Step.Diagnose]);
    }

    [Theory]
    [InlineData("using NetGen; [Network] [Input(1, 8, 8)] [Conv2D(4, 3, Padding = 1), Relu] public sealed partial class Net;")]
    [InlineData("using NetGen;\n\n[Network()]\n[Input( 1, 8,\n 8 )] // comment\n[ Conv2D(4, 3, Padding = 1) ]\n[Relu]\npublic sealed partial class Net { }")]
    [InlineData("[NetGen.Network, NetGen.Input(1, 8, 8), NetGen.Conv2DAttribute(4, 3, Padding = 1), NetGen.Relu] public sealed partial class Net;")]
    [InlineData("using NetGen; using Cv = NetGen.Conv2DAttribute; [Network, Input(1, 8, 8), Cv(4, 3, Padding = 1), Relu] public sealed partial class Net;")]
    [InlineData("using NetGen; [Network, Input(1, Size, Size), Conv2D(Size / 2, kernel: new[] { 3 }, Padding = 1), Relu] public sealed partial class Net { const int Size = 8; }")]
    [InlineData("using NetGen; [Relu][Network][Input(1, 8, 8)] sealed partial class Net; public partial class Net;", false)]
    [InlineData("using NetGen; public partial class Net; [Input(1, 8, 8)] [Network] [Conv2D(padding: 1, channels: 4, kernel: 3)] sealed partial class Net;", false)]
    [InlineData("using NetGen; public partial class Net; [Input(1, 8, 8)] [Network, Conv2D(4, [3], Padding = +1), Relu(From = \"conv2d1\")] sealed partial class Net;")]
    public void Equal_declarations_are_equal_values(string source, bool equal = true)
    {
        var reference = GeneratorRun.From("using NetGen;\n[Network]\n[Input(1, 8, 8)]\n[Conv2D(4, 3, Padding = 1), Relu]\npublic sealed partial class Net;");
        var specs = GeneratorRun.From(source).Specs;
        if (equal) Assert.Equal(Assert.Single(reference.Specs), Assert.Single(specs));
        else Assert.DoesNotContain(Assert.Single(reference.Specs), specs);
        if (equal) Assert.Equal(reference.Specs[0].GetHashCode(), specs[0].GetHashCode());
    }

    private static GeneratorRun Start()
    {
        var run = GeneratorRun.From(Networks, Block, Other);
        Assert.Equal(2, run.Specs.Count);
        return run;
    }

    private static void Unchanged(GeneratorRun run, string[] steps)
    {
        foreach (var step in steps)
        {
            Assert.NotEmpty(run.ReasonsOf(step));
            Assert.All(run.ReasonsOf(step), reason => Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"{step}: {reason}"));
        }
    }
}
