using System.Text;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Testing;
using Xunit;

namespace NetGen.Generator.Tests.Passes;

/// <summary>
/// What the compiler makes of small networks, stage by stage: the graph after each pass that changes it, memory, loop nests. A change of a pass shows here as a
/// difference that can be read.
/// </summary>
public sealed class StageTests
{
    // Named after what they show.
    private static readonly (string Name, string Declaration)[] Networks =
    [
        ("Activation_fused_into_a_matrix_product", "[Input(4)][Dense(3), Relu]"),
        ("Gradient_of_a_perceptron", "[Input(4)][Dense(3), Tanh, Dense(2)][CrossEntropyLoss]"),
        ("One_output_with_lanes_along_the_sum", "[Input(64)][Dense(1)]"),
        ("Convolution_and_pooling", "[Input(1, 6, 6)][Conv2D(2, 3, Padding = 1), Relu, MaxPool2D(2)]"),
        ("Winograds_method", "[Input(32, 8, 8)][Conv2D(32, 3, Padding = 1)]"),
        ("Depthwise_convolution", "[Input(16, 5, 5)][DepthwiseConv2D(3, Padding = 1)]"),
        ("Transposed_convolution_in_phases", "[Input(8, 4, 4)][ConvTranspose2D(1, 4, Stride = 2, Padding = 1)]"),
        ("Batch_normalisation_in_training", "[Input(3, 4, 4)][BatchNorm, Relu, Flatten, Dense(2)][CrossEntropyLoss]"),
        ("Residual_sum_fused_into_a_convolution", "[Input(16, 4, 4)][Conv2D(16, 1), Add(\"input\"), Relu]"),
        ("Layer_normalisation", "[Input(20)][LayerNorm]"),
        ("Softmax_along_the_last_axis", "[Input(3, 5)][Softmax]"),
        ("Concatenation_of_channels", "[Input(3, 4, 4)][Conv2D(5, 1, Name = \"a\"), Conv2D(7, 1, From = \"input\"), Concat(\"a\")]"),
        ("Bilinear_upsampling_by_tables", "[Input(2, 3, 3)][Upsample(Mode = Interpolation.Bilinear)]"),
        ("Embedding_and_its_gradient", "[Input(3)][Embedding(7, 4), Flatten, Dense(2)][CrossEntropyLoss]"),
        ("Sequence_of_steps", "[Input(4, Steps = 9)][Dense(3), Softmax]"),
        ("Recurrence_and_its_gradient", "[Input(2, Steps = 9)][Rnn(3), Dense(1)][MeanSquaredErrorLoss]"),
        ("Gates_of_a_cell_and_the_last_step", "[Input(2, Steps = 9)][Lstm(20, LastOnly = true)]"),
        ("Dropout_in_training", "[Input(8)][Dropout(0.5f), Dense(1)][MeanSquaredErrorLoss]"),
        ("Pairs_of_samples", "[Input(4)][Dense(2, Name = \"a\"), Dense(2, From = \"input\")][NPairLoss(\"a\")]"),
    ];

    public static TheoryData<string> Names => [.. Networks.Select(network => network.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_network_is_compiled_in_these_stages(string name)
    {
        var run = GeneratorRun.From($"using NetGen;\n[Network(Dump = true)]{Networks.Single(network => network.Name == name).Declaration} public partial class Small;");
        Assert.Empty(run.Diagnostics.Where(found => found.Id != "NG0900"));
        Assert.Empty(run.CompilerDiagnostics);
        var spec = run.Specs.Single();
        var text = new StringBuilder();
        var layouts = new Dictionary<string, Layout>(StringComparer.Ordinal);
        var hasLoss = spec.Elements.Any(element => element.Role == ElementRole.Loss);
        Stages(text, "Forward", Lower(spec, GraphMode.Inference, withLoss: false).Graph, layouts, result => result.Kind == ResultKind.Output);
        if (hasLoss)
        {
            var training = Lower(spec, GraphMode.Training, withLoss: true);
            DifferentiatePass.Run(training.Graph, training.Seeds);
            Stages(text, "Gradient", training.Graph, layouts, result => result.Kind != ResultKind.Output);
        }

        text.Append(Header(run, "Small.g.cs", "layouts and memory")).Append(Header(run, "Small.Avx2.g.cs", "Loop nests"));
        Snapshot.Matches(text.ToString(), method: name);
    }

    private static BuiltNetwork Lower(NetworkSpec spec, GraphMode mode, bool withLoss) =>
        NetworkCompiler.Lower(spec, mode, withLoss, []) ?? throw new InvalidOperationException("The network has problems.");

    private static void Stages(StringBuilder text, string program, TensorGraph graph, Dictionary<string, Layout> layouts, Func<Result, bool> kept)
    {
        var before = "";
        NetworkCompiler.LayOut(graph, layouts, kept, winograd: program == "Forward", seen: (stage, seen) =>
        {
            var after = seen.ToString();
            if (after != before) text.Append($"{program}, {stage}:\n{after.TrimEnd('\n')}\n\n");
            before = after;
        });
    }

    /// <summary>The comment at the head of a file from the first paragraph on that has a title.</summary>
    private static string Header(GeneratorRun run, string file, string title)
    {
        var paragraphs = string.Join('\n', run.Text(file).Split('\n').TakeWhile(line => line.StartsWith("//", StringComparison.Ordinal)).Select(line => line[2..].TrimStart(' ') is "" ? "" : line[3..])).Split("\n\n");
        return string.Join("\n\n", paragraphs.SkipWhile(paragraph => !paragraph.Contains(title, StringComparison.Ordinal)).Where(paragraph => !paragraph.Contains(", graph:", StringComparison.Ordinal))) + "\n\n";
    }
}
