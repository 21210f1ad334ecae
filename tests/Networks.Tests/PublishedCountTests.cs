using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Testing;

namespace NetGen.Networks;

/// <summary>The large networks as they are declared, for all instruction sets with their gradients: accepted without a word, and of the size that is published.</summary>
public sealed class PublishedCountTests
{
    private const double MacTolerance = 0.01;

    public static TheoryData<string> Networks => [.. PublishedCounts.All.Select(p => p.Network)];

    [Theory, MemberData(nameof(Networks))]
    public void Parameters_and_multiply_adds_are_the_published_ones(string network)
    {
        var published = PublishedCounts.All.Single(p => p.Network == network);
        var run = Declarations.Generate(Declarations.Of(network));

        // One file for the API and one per instruction set.
        Assert.Equal(1 + InstructionSet.All.Count, run.GeneratedSources.Length);
        Assert.Equal(published.Parameters, Constant(run, network, "ParameterCount"));
        var macs = Constant(run, network, "ForwardMacs");
        Assert.InRange(macs / (1e9 * published.GigaMacs), 1 - MacTolerance, 1 + MacTolerance);
        Assert.Equal(1000, Constant(run, network, "OutputLength"));
        TestContext.Current.TestOutputHelper?.WriteLine($"{network}: {published.Parameters:N0} parameters, {macs:N0} multiply-adds, published {published.GigaMacs} billion");
    }

    /// <summary>A constant of the emitted class.</summary>
    private static long Constant(GeneratorRun run, string network, string name)
    {
        var file = run.GeneratedSources.Single(f => f.HintName == $"NetGen.Networks.{network}.g.cs");
        var constant = file.SyntaxTree.GetRoot(TestContext.Current.CancellationToken).DescendantNodes().OfType<FieldDeclarationSyntax>()
            .Where(field => field.Modifiers.Any(m => m.ValueText == "const"))
            .SelectMany(field => field.Declaration.Variables).Single(variable => variable.Identifier.ValueText == name);
        return Convert.ToInt64(((LiteralExpressionSyntax)constant.Initializer!.Value).Token.Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
