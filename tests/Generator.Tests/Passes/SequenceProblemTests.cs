using Microsoft.CodeAnalysis;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Passes;

/// <summary>What sequences are refused for, on the attribute that is to blame; nothing that combines steps compiles to other numbers.</summary>
public sealed class SequenceProblemTests
{
    [Theory]
    [InlineData("GlobalAvgPool", "Dense(3), |GlobalAvgPool|", "GlobalAvgPool() needs a fixed extent, but dense1 above it yields [T, 3], and the length of T is known only when the network runs")]
    [InlineData("Flatten", "Dense(3), |Flatten|", "Flatten() needs a fixed extent")]
    [InlineData("Conv1D", "|Conv1D(3, 3)|", "Conv1D(3, 3) needs a fixed extent, but the input yields [T, 5]")]
    [InlineData("BatchNorm", "Dense(3), |BatchNorm|", "BatchNorm() needs a fixed extent")]
    [InlineData("PRelu", "|PRelu|", "PRelu() needs a fixed extent")]
    [InlineData("MatMul", "Dense(3, Name = \"a\"), |MatMul(\"input\", TransposeRight = true)|", "MatMul(\"input\") needs a fixed extent")]
    [InlineData("Reshape", "|Reshape(5)|", "Reshape(5) needs a fixed extent")]
    [InlineData("PositionalEncoding", "|PositionalEncoding|", "PositionalEncoding() needs a fixed extent")]
    [InlineData("Softmax along T", "Dense(3), |Softmax(Axis = 0)|", "Softmax folds the steps of each sequence, but the number of steps is known only when the network runs; give the input a fixed number of them")]
    [InlineData("LayerNorm over T", "Dense(3), |LayerNorm(4, 3)|", "LayerNorm(4, 3) needs a fixed extent")]
    [InlineData("Permute", "|Permute(1, 0)|", "Permute puts the steps along another axis than the first")]
    [InlineData("Mean over sequences", "Dense(3), |MeanSquaredErrorLoss(Reduction = Reduction.BatchMean)|", "MeanSquaredErrorLoss divides by the number of sequences, but a network of sequences counts their steps; use Reduction.Mean or Reduction.Sum")]
    [InlineData("Dice", "Dense(3), |DiceLoss|", "DiceLoss() needs a fixed extent")]
    [InlineData("Focal", "Dense(3), |FocalLoss|", "FocalLoss() needs a fixed extent")]
    [InlineData("Two outputs", "Dense(3), Output(\"dense1\"), Dense(2), |Output(\"dense2\")|", "has several outputs")]
    public void Is_refused(string what, string attributes, string message)
    {
        var parts = attributes.Split('|');
        var source = $"using NetGen;\n[Network(Targets = Targets.Portable), Input(5, Steps = 4), {string.Concat(parts)}]\npublic sealed partial class Net;\n";
        var problem = Assert.Single(Errors(source));
        Assert.Equal("NG0112", problem.Id);
        Assert.Contains(message, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.True(parts[1] == source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length), $"{what} is reported at {problem.Location.SourceSpan}.");
    }

    [Theory]
    [InlineData("Input(5, Steps = 0)", "NG0105", "Input(5): Steps is 0, but must be at least 1")]
    [InlineData("Input(5, Steps = -3)", "NG0105", "Steps is -3")]
    [InlineData("Input(0, Steps = 3)", "NG0105", "needs extents of at least 1")]
    [InlineData("Input(5, Steps = 3), Input(4, Name = \"b\"), Add(\"input\")", "NG0112", "has several inputs, and this one is a sequence")]
    public void Inputs_are_checked(string inputs, string id, string message)
    {
        var problem = Errors($"using NetGen;\n[Network(Targets = Targets.Portable), {inputs}, Dense(3)]\npublic sealed partial class Net;\n")[0];
        Assert.Equal(id, problem.Id);
        Assert.Contains(message, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Dense(3), Gelu, LayerNorm, RmsNorm, Softmax, LogSoftmax, Dropout(0.1f), Activation(\"x * x\")")]
    [InlineData("Dense(5), Add(\"input\"), Subtract(\"input\"), Multiply(\"input\"), Divide(\"input\"), Concat(\"input\", Axis = 1), Dense(2), SmoothL1Loss")]
    [InlineData("Dense(3, Name = \"a\"), Dense(3, From = \"input\"), Dense(5, WeightsOf = \"a\", From = \"input\", When = false), Softplus, LogisticLoss")]
    [InlineData("Dense(3), CrossEntropyLoss(IgnoreIndex = 0)")]
    public void Is_compiled(string attributes) => Assert.Empty(Errors($"using NetGen;\n[Network(Targets = Targets.Portable), Input(5, Steps = 4), {attributes}]\npublic sealed partial class Net;\n"));

    /// <summary>The names of its further members are taken from a network of sequences alone.</summary>
    [Theory]
    [InlineData("Input(5, Steps = 4)", 1)]
    [InlineData("Input(5)", 0)]
    public void Members_of_sequences_are_taken_names(string input, int errors)
    {
        foreach (var member in new[] { "public const int Steps = 3;", "private int _sequences;" })
            Assert.Equal(errors, Errors($"using NetGen;\n[Network(Targets = Targets.Portable), {input}, Dense(3), MeanSquaredErrorLoss]\npublic sealed partial class Net {{ {member} }}\n").Count(e => e.Id == "NG0012"));
    }

    [Fact]
    public void The_summary_counts_steps()
    {
        // The symbol that the property NetGenSummary defines.
        var run = GeneratorRun.From(
            GeneratorRun.ParseOptions.WithPreprocessorSymbols("NETGEN_SUMMARY"), GeneratorRun.Options, ReferenceAssemblies.All,
            "using NetGen;\n[Network(Targets = Targets.Portable), Input(5, Steps = 4), Dense(3)]\npublic sealed partial class Net;\n");
        Assert.Contains("18 parameters, 15 MACs, 30 FLOPs", run.Diagnostics.Single(d => d.Id == "NG0900").GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Contains("| dense1 | [T, 3] | 18 |", run.GeneratedSources.Single(s => s.HintName == "Net.g.cs").SourceText.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Emitted_members_are_free_of_warnings()
    {
        foreach (var loss in new[] { "MeanSquaredErrorLoss", "CrossEntropyLoss" })
        {
            var run = GeneratorRun.From($"namespace N;\n\n/// <summary>A network.</summary>\n[NetGen.Network, NetGen.Input(5, Steps = 4), NetGen.Dense(3), NetGen.{loss}]\npublic sealed partial class Net;\n");
            Assert.Empty(run.Output.GetDiagnostics(TestContext.Current.CancellationToken).Where(d => d.Severity >= DiagnosticSeverity.Warning));
        }
    }

    private static List<Diagnostic> Errors(string source)
    {
        var run = GeneratorRun.From(source);
        Assert.Null(run.Fault);
        var found = run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        return found.Count > 0 ? found : [.. run.CompilerDiagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
    }
}
