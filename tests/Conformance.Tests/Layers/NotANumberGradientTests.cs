using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>
/// The gradient of an output that is NaN: it arrives where PyTorch lets it arrive, and emitted code agrees with the interpreter about where. The layer's
/// source is a parameter, whose gradient is the layer's input gradient.
/// </summary>
public sealed class NotANumberGradientTests
{
    private const int Extent = 8;

    private static readonly string[] Layers =
    [
        "Relu", "Relu6", "LeakyRelu", "HardSigmoid", "HardSwish", "HardTanh", "HardShrink", "SoftShrink", "ThresholdedRelu", "Sigmoid", "Elu", "Softplus", "Gelu", "Mish",
        "Activation(\"min(max(x, -1), 1)\")", "PRelu", "MaxPool1D(2)", "MaxPool1D(3, Stride = 2, Padding = 1)", "MaxPool1D(2, Stride = 1)", "MaxPool1D(3, Stride = 1)", "AdaptiveMaxPool1D(3)", "GlobalMaxPool",
        "MaxPool2D(2, From = \"image\")", "MaxPool2D(3, Stride = 2, Padding = 1, From = \"image\")", "Maxout(2)",
    ];

    private static readonly int[] Channels = [2, 16, 18];

    private static readonly List<(string Layer, int Channels)> Samples = [.. from layer in Layers from c in Channels select (layer, c)];

    private static readonly Lazy<NetworkBatch> Workshop = new(() => NetworkBatch.Compile([.. Samples.Select((sample, i) => Declare(sample, i))]));

    public static TheoryData<string> Sets => [.. InstructionSet.Here.Select(i => i.Name)];

    [Theory, MemberData(nameof(Sets))]
    public void Emitted_code_passes_it_where_the_interpreter_does(string isa)
    {
        var failures = new List<string>();
        for (var i = 0; i < Samples.Count; i++)
        {
            var (interpreted, emitted) = Networks(i, isa);
            foreach (var at in new int[][] { [0], [3], [Extent + 2, Extent + 3], [Extent, Extent + 1, Extent + 2, Extent + 3, Extent + 4], [(2 * Extent) - 1] })
            {
                double[] expected = Gradient(interpreted, Samples[i].Channels, at), actual = Gradient(emitted, Samples[i].Channels, at);
                for (var e = 0; e < expected.Length; e++)
                    if (double.IsNaN(expected[e]) != double.IsNaN(actual[e])) failures.Add($"{Samples[i]}, NaN at {string.Join(", ", at)}: element {e} of the gradient is {actual[e]}, but the interpreter has {expected[e]}");
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
    }

    [Fact]
    public void Every_activation_passes_it_but_the_one_that_PyTorch_cuts_off()
    {
        for (var i = 0; i < Samples.Count; i++)
        {
            if (Samples[i].Channels != 2 || Samples[i].Layer.Contains("Pool", StringComparison.Ordinal) || Samples[i].Layer.StartsWith("Maxout", StringComparison.Ordinal)) continue;
            var gradient = Gradient(Networks(i, "Portable").Interpreted, 2, [3]);
            Assert.True(double.IsNaN(gradient[3]) == (Samples[i].Layer != "HardSigmoid"), $"{Samples[i].Layer}: {gradient[3]}");
        }
    }

    /// <summary>By the definition of PyTorch's kernel: <c>if (value > maximum || isnan(value))</c> takes the position.</summary>
    [Theory]
    [InlineData("MaxPool1D(2)", new[] { 2 }, new[] { 2 })]
    [InlineData("MaxPool1D(2)", new[] { 2, 3 }, new[] { 3 })]
    [InlineData("MaxPool1D(3, Stride = 1)", new[] { 4 }, new[] { 4 })]
    [InlineData("MaxPool1D(3, Stride = 2, Padding = 1)", new[] { 0, 1, 4 }, new[] { 1, 4 })]
    [InlineData("GlobalMaxPool", new[] { 1, 5 }, new[] { 5 })]
    public void Of_several_in_a_window_the_last_takes_it(string layer, int[] at, int[] expected)
    {
        var i = Samples.IndexOf((layer, 2));
        foreach (var isa in InstructionSet.Here)
        {
            var (interpreted, emitted) = Networks(i, isa.Name);
            foreach (var network in new RunnableNetwork[] { interpreted, emitted })
            {
                var gradient = Gradient(network, 2, at);
                Assert.Equal(expected, Enumerable.Range(0, Extent).Where(e => double.IsNaN(gradient[e])));
            }
        }
    }

    private static (InterpretedNetwork Interpreted, CompiledNetwork Emitted) Networks(int number, string isa)
    {
        var network = Declare(Samples[number], number);
        return (
            InterpretedNetwork.Of(Workshop.Value.SpecificationOf(network.FullName)),
            CompiledNetwork.Of(Workshop.Value.TypeOf(network.FullName), InstructionSet.Here.Single(s => s.Name == isa)));
    }

    private static double[] Gradient(RunnableNetwork network, int channels, int[] at)
    {
        var values = Noise.Values(7, channels * Extent, -2, 2);
        foreach (var i in at) values[i] = double.NaN;
        var state = network.State.ToDictionary(p => p.Key, p => p.Key == "source.weight" ? values : [.. Enumerable.Repeat(0.25, p.Value.Aggregate(1, (a, b) => a * b))], StringComparer.Ordinal);
        var targets = new double[network is InterpretedNetwork i1 ? i1.TargetLength : ((CompiledNetwork)network).Info.TargetLength];
        return network.Gradient(1, [1], targets, state).Gradients["source.weight"];
    }

    private static DeclaredNetwork Declare((string Layer, int Channels) sample, int number) => new(
        $"NotNumbers.Slope{number}",
        $"using NetGen;\n\nnamespace NotNumbers;\n\n[Network(Targets = {string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))})]\n[Input(1)]\n"
        + $"[Dense({sample.Channels * Extent}, Bias = false, Name = \"source\"), Reshape({sample.Channels}, {Extent / 2}, 2, Name = \"image\"), Reshape({sample.Channels}, {Extent}, From = \"source\")]\n"
        + $"[{sample.Layer}]\n[MeanSquaredErrorLoss]\npublic sealed partial class Slope{number};\n");
}
