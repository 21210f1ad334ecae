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
    [InlineData("Softmax along T", "Dense(3), |Softmax(Axis = 0)|", "Softmax folds the steps of each sequence, but the number of steps is known only when the network runs; give the input a fixed number of steps")]
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
    [InlineData("Lstm(4), |BatchNorm|", "NG0112", "use a layer that takes each step by itself, or take one value of the whole sequence with LastOnly")]
    [InlineData("Lstm(4, LastOnly = true, Name = \"a\"), Lstm(5, From = \"input\"), |CrossEntropyLoss(On = \"a\")|", "NG0112", "CrossEntropyLoss judges values of whole sequences, but the outputs of the network are those of steps")]
    [InlineData("Lstm(4, LastOnly = true, Name = \"a\"), Lstm(5, From = \"input\"), |MeanSquaredErrorLoss(On = \"a\", Reduction = Reduction.Sum)|", "NG0112", "MeanSquaredErrorLoss judges values of whole sequences")]
    [InlineData("Lstm(4, LastOnly = true, Name = \"a\"), Lstm(5, From = \"input\"), |MeanSquaredErrorLoss(On = \"a\")|", "NG0112", "MeanSquaredErrorLoss judges values of whole sequences")]
    [InlineData("Lstm(4, Name = \"a\"), Lstm(5, LastOnly = true), |MeanSquaredErrorLoss(On = \"a\")|", "NG0112", "MeanSquaredErrorLoss judges steps, but the outputs of the network are those of whole sequences")]
    [InlineData("Lstm(4, LastOnly = true), |Gru(2)|", "NG0101", "Gru(2) needs a sequence [T, features], but lstm1 above it yields [4]; leave LastOnly out above it")]
    [InlineData("|Rnn(2, Layers = 2000000000)|", "NG0105", "Layers is 2000000000, but must be at most 100")]
    [InlineData("|Gru(2, Dropout = 0.5f)|", "NG0105", "Dropout acts between stacked layers, but there is one")]
    [InlineData("|Gru(2, Layers = 2, Dropout = 1f)|", "NG0105", "Dropout is 1, but must be at least 0 and less than 1")]
    [InlineData("|Lstm(4, Projection = 4)|", "NG0105", "Projection is 4, but must be less than the 4 units")]
    [InlineData("|Rnn(0)|", "NG0105", "Units is 0, but must be at least 1")]
    public void Recurrent_layers_are_checked(string attributes, string id, string message)
    {
        var parts = attributes.Split('|');
        var source = $"using NetGen;\n[Network(Targets = Targets.Portable), Input(5, Steps = 4), {string.Concat(parts)}]\npublic sealed partial class Net;\n";
        var problem = Assert.Single(Errors(source));
        Assert.Equal(id, problem.Id);
        Assert.Contains(message, problem.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Assert.Equal(parts[1], source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Fact]
    public void Recurrent_layers_take_named_steps_only() => Assert.Contains(
        "Lstm(3) needs a sequence [T, features], but the input yields [8, 3]; give the input its steps by name, as in [Input(features, Steps = 256)]",
        Assert.Single(Errors("using NetGen;\n[Network(Targets = Targets.Portable), Input(8, 3), Lstm(3)]\npublic sealed partial class Net;\n")).GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);

    [Fact]
    public void The_name_of_a_state_is_taken_from_type_parameters_around_it() => Assert.Equal(
        "NG0012", Assert.Single(Errors("using NetGen;\npublic static partial class Host<State> { [Network(Targets = Targets.Portable), Input(3, Steps = 8), Lstm(4)] public sealed partial class Net; }\n")).Id);

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
        foreach (var member in new[] { "public const int Steps = 3;", "private int _sequences;", "public sealed class State;" })
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
        foreach (var layers in new[] { "Dense(3), NetGen.MeanSquaredErrorLoss", "Dense(3), NetGen.CrossEntropyLoss", "Lstm(3), NetGen.CrossEntropyLoss", "Gru(3, LastOnly = true, Bidirectional = true), NetGen.MeanSquaredErrorLoss" })
        {
            var run = GeneratorRun.From($"namespace N;\n\n/// <summary>A network.</summary>\n[NetGen.Network, NetGen.Input(5, Steps = 4), NetGen.{layers}]\npublic sealed partial class Net;\n");
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
