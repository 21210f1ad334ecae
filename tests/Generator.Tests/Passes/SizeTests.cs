using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Passes;

/// <summary>Sizes near and beyond 2³¹: every number is the true one, or the network is refused by name; only what needs the memory is refused.</summary>
public sealed class SizeTests
{
    private const string Convolutions = "[Conv2D(64, 3, Padding = 1), Relu, Conv2D(64, 3, Padding = 1), Relu, Conv2D(64, 3, Padding = 1), Relu, Conv2D(64, 3, Padding = 1), Relu]";

    [Fact]
    public void Bytes_of_more_than_2_to_the_31_are_the_true_number()
    {
        var run = Run("[Input(3, 2048, 2048)][Conv2D(64, 3, Padding = 1), BatchNorm, Softmax, Conv2D(32, 3, Padding = 1)]");
        var summary = run.Diagnostics.Single(found => found.Id == "NG0900").GetMessage(CultureInfo.InvariantCulture);
        var bytes = long.Parse(summary.Split(", ").Last().Split(' ')[0], NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        var floats = long.Parse(Regex.Match(run.Text("Net.g.cs"), @"public const int WorkspaceLength = (\d+);").Groups[1].Value, CultureInfo.InvariantCulture);
        Assert.Equal(sizeof(float) * floats, bytes);
        // At least two tensors of 64 channels at a time, 2,048 × 2,048 each.
        Assert.InRange(bytes, 2L * 64 * 2048 * 2048 * sizeof(float), 4L * int.MaxValue);
    }

    [Fact]
    public void A_network_whose_layers_do_not_fit_beside_each_other_infers_all_the_same()
    {
        var run = Run($"[Input(3, 2048, 2048)]{Convolutions}");
        Assert.DoesNotContain(run.Diagnostics, found => found.Severity > DiagnosticSeverity.Info);
        Assert.Empty(run.CompilerDiagnostics);
        Assert.DoesNotContain("Inspect", run.Text("Net.g.cs"), StringComparison.Ordinal);
        Assert.DoesNotContain("void Inspect(", run.Text("Net.Portable.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_activations_changes_nothing_of_the_forward_pass()
    {
        // The same layers, small enough to be read and too large: the layouts of the weights are the same.
        string[] small = Parameters(Run($"[Input(3, 64, 64)]{Convolutions}")), large = Parameters(Run($"[Input(3, 2048, 2048)]{Convolutions}"));
        Assert.NotEmpty(small);
        Assert.Equal(small, large);
    }

    [Theory]
    [InlineData("[Input(64, 2048, 2048), Input(64, 2048, 2048, Name = \"b\")][Add(\"input\", Name = \"y\"), Output, Relu(From = \"input\"), Output, Tanh(From = \"input\"), Output, Gelu(From = \"input\"), Output, Sigmoid(From = \"b\"), Output, Elu(From = \"b\"), Output, Mish(From = \"b\"), Output, Silu(From = \"b\"), Output, Selu(From = \"b\"), Output]")]
    [InlineData("[Input(16384)][Dense(16384), Relu, Dense(16384), Relu, Dense(16384)]")]
    public void What_does_not_fit_is_refused_by_name(string declaration)
    {
        var run = Run(declaration);
        Assert.Null(run.Fault);
        Assert.Contains(run.Diagnostics, found => found.Severity == DiagnosticSeverity.Error);
        Assert.DoesNotContain(run.Diagnostics, found => found.Id == "NG9999");
        Assert.All(run.Diagnostics, found => Assert.DoesNotMatch(@"-\d", found.GetMessage(CultureInfo.InvariantCulture)));
    }

    private static GeneratorRun Run(string declaration) =>
        GeneratorRun.From($"using NetGen;\n[Network(Targets = Targets.Portable | Targets.Avx2)]\n{declaration}\npublic sealed partial class Net;");

    /// <summary>The lines that say where parameters stand.</summary>
    private static string[] Parameters(GeneratorRun run) =>
        [.. run.Text("Net.g.cs").Split('\n').Where(line => line.Contains("new(\"", StringComparison.Ordinal) && line.Contains("Initializer(", StringComparison.Ordinal))];
}
