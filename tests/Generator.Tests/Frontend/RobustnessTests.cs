using Microsoft.CodeAnalysis.CSharp;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Frontend;

/// <summary>Whatever is typed, the generator neither throws nor fails: every state between two keystrokes is such a source.</summary>
public sealed class RobustnessTests
{
    private const string Source = """
        using NetGen;
        namespace Shop;
        [Network(Targets = Targets.All, Unroll = Unroll.None)]
        [Input(3, 8, 8), Input(4, Name = "extra")]
        [Conv2D(6, 5, Padding = 2, Strides = new[] { 1, 2 }), Tanh(Name = "t"), Block<Residual>("Channels = Width * 2, Stride = 2", Repeat = 2)]
        [Flatten, Dense(Width), Concat("extra"), Dense(10), LeakyRelu(Slope = 0.1f)]
        [CrossEntropyLoss(On = "dense2", LabelSmoothing = .1f), Budget(MaxParameters = 1_000)]
        public sealed partial class Net { const int Width = 4; }
        [Block, Input(3, 8, 8)]
        [Conv2D(Channels, 1, Stride = Stride, When = Stride != 1, Name = "skip"), Conv2D(Channels, 3, From = "input"), Add("skip")]
        partial class Residual { const int Channels = 2 * Half, Half = 3, Stride = 1; }
        """;

    [Fact]
    public void Every_prefix_of_a_declaration_is_survived()
    {
        var run = GeneratorRun.From(Source);
        for (var length = Source.Length; length >= 0; length--) Survives(run = run.Edit(0, Source[..length]));
    }

    [Fact]
    public void Every_declaration_without_its_beginning_is_survived()
    {
        var run = GeneratorRun.From(Source);
        for (var start = 0; start < Source.Length; start += 3) Survives(run = run.Edit(0, "using NetGen;\n" + Source[start..]));
    }

    [Fact]
    public void Random_deletions_and_doublings_of_tokens_are_survived()
    {
        var tokens = CSharpSyntaxTree.ParseText(Source, GeneratorRun.ParseOptions).GetRoot().DescendantTokens().Select(token => token.ToFullString()).ToArray();
        var random = new Random(20240611);
        var run = GeneratorRun.From(Source);
        for (var round = 0; round < 400; round++)
        {
            var edited = tokens.ToList();
            for (var edit = random.Next(1, 6); edit > 0; edit--)
            {
                var at = random.Next(edited.Count);
                switch (random.Next(3))
                {
                    case 0: edited.RemoveAt(at); break;
                    case 1: edited.Insert(at, edited[random.Next(edited.Count)]); break;
                    default: edited[at] = tokens[random.Next(tokens.Length)]; break;
                }
            }

            Survives(run = run.Edit(0, string.Concat(edited)));
        }
    }

    private static void Survives(GeneratorRun run)
    {
        Assert.True(run.Fault is null, run.Fault?.ToString());
        Assert.DoesNotContain(run.DriverDiagnostics, found => found.Id is "CS8785" or "NG9999");
    }
}
