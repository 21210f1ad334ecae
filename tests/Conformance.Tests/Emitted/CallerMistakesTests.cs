using System.Runtime.InteropServices;
using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// Spans that do not fit or overlap are refused before anything is computed: lengths whose product with the batch exceeds 32 bits, what is written into
/// memory that is read. A batch of nothing has an output of nothing.
/// </summary>
public sealed class CallerMistakesTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["Wide"] = "[Input(1)]\n[Dense(65536, Bias = false)]",
        ["WideTargets"] = "[Input(1)]\n[Dense(1024, Bias = false)]\n[MeanSquaredErrorLoss]",
        ["WideLabels"] = "[Input(1)]\n[Dense(2048, Bias = false), Reshape(2, 1024)]\n[CrossEntropyLoss]",
        ["Square"] = "[Input(24)]\n[Dense(24), BatchNorm]\n[MeanSquaredErrorLoss]",
        ["Labelled"] = "[Input(24)]\n[Dense(8)]\n[CrossEntropyLoss]",
        ["Convolved"] = "[Input(32, 6, 6)]\n[Conv2D(32, 3, Padding = 1)]",
    };

    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile(
        [.. Declarations.Select(d => new DeclaredNetwork($"Mistaken.{d.Key}", $"using NetGen;\nnamespace Mistaken;\n[Network]\n{d.Value}\npublic sealed partial class {d.Key};\n"))]));

    [Theory]
    [InlineData(65537, 65536, "4295032832")]
    [InlineData(65536, 0, "4294967296")]
    public void Lengths_are_compared_in_64_bits(int input, int output, string needed)
    {
        var wide = Create("Wide");
        foreach (var workspace in new[] { null, wide.CreateWorkspace() })
        {
            var message = Assert.Throws<ArgumentException>(() => Forward(wide, new float[input], new float[output], workspace)).Message;
            Assert.Contains(needed, message, StringComparison.Ordinal);
            Assert.Contains($"{input} and {output}", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Targets_and_labels_are_counted_in_64_bits()
    {
        var inputs = new float[1 << 22];
        var targets = (ITargetTrained)Create("WideTargets");
        Assert.Throws<ArgumentException>(() => targets.Evaluate(inputs, []));
        Assert.Throws<ArgumentException>(() => targets.Gradient(inputs, [], new float[targets.Parameters.Length]));
        Assert.Throws<ArgumentException>(() => targets.Train(inputs, [], new Sgd()));
        var labels = (ILabelTrained)Create("WideLabels");
        Assert.Throws<ArgumentException>(() => labels.Evaluate(inputs, []));
        Assert.Throws<ArgumentException>(() => labels.Gradient(inputs, [], new float[labels.Parameters.Length]));
        Assert.Throws<ArgumentException>(() => labels.Train(inputs, [], new Sgd()));
    }

    [Theory, InlineData("Square", 7), InlineData("Square", 0), InlineData("Convolved", 1)]
    public void An_output_in_the_input_is_refused(string name, int batch)
    {
        var network = Create(name);
        var length = batch * network.Description.InputLength;
        var memory = new float[(2 * length) + 1];
        foreach (var workspace in new[] { null, network.CreateWorkspace() })
        {
            if (length > 0)
            {
                foreach (var shift in new[] { 0, 1, length - 1 })
                {
                    var message = Assert.Throws<ArgumentException>(() => Forward(network, memory.AsSpan(0, length), memory.AsSpan(shift, length), workspace)).Message;
                    Assert.Contains("overlap", message, StringComparison.Ordinal);
                    Assert.Throws<ArgumentException>(() => Forward(network, memory.AsSpan(shift, length), memory.AsSpan(0, length), workspace));
                }
            }

            Forward(network, memory.AsSpan(0, length), memory.AsSpan(length, length), workspace);
        }
    }

    [Fact]
    public void An_output_in_the_parameters_or_buffers_is_refused()
    {
        var network = Create("Square");
        Assert.Throws<ArgumentException>(() => network.Forward(new float[24], network.Parameters[..24]));
        Assert.Throws<ArgumentException>(() => network.Forward(new float[24], network.Buffers[..24]));
        network.Forward(network.Parameters[..24], new float[24]);
    }

    [Fact]
    public void A_gradient_in_what_is_read_is_refused()
    {
        var network = (ITargetTrained)Create("Square");
        var length = network.Parameters.Length;
        var memory = new float[length + 48];
        Assert.Throws<ArgumentException>(() => network.Gradient(memory.AsSpan(0, 48), new float[48], memory.AsSpan(0, length)));
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[48], memory.AsSpan(length - 1, 48), memory.AsSpan(0, length)));
        Assert.Throws<ArgumentException>(() => network.Gradient(new float[48], new float[48], network.Parameters));
        Assert.Throws<ArgumentException>(() => network.Gradient(network.Buffers[..24], new float[24], memory.AsSpan(0, length)));
        var labelled = (ILabelTrained)Create("Labelled");
        var gradient = new float[labelled.Parameters.Length];
        Assert.Throws<ArgumentException>(() => labelled.Gradient(new float[24], MemoryMarshal.Cast<float, int>(gradient.AsSpan())[..1], gradient));
        Assert.Equal(gradient, new float[gradient.Length]);
    }

    [Fact]
    public void Training_on_the_parameters_themselves_is_refused()
    {
        var network = (ITargetTrained)Create("Square");
        Assert.Throws<ArgumentException>(() => network.Train(network.Parameters[..48], new float[48], new Sgd()));
        Assert.Throws<ArgumentException>(() => network.Train(new float[48], network.Parameters[..48], new Sgd()));
        Assert.Throws<ArgumentException>(() => network.Train(network.Buffers[..24], new float[24], new Sgd()));
    }

    [Fact]
    public void Inputs_may_be_the_targets()
    {
        var network = (ITargetTrained)Create("Square");
        var inputs = new float[48];
        for (var i = 0; i < inputs.Length; i++) inputs[i] = MathF.Sin(i);
        var other = inputs.ToArray();
        Assert.Equal(network.Evaluate(inputs, other), network.Evaluate(inputs, inputs));
    }

    private static INetwork Create(string name) => (INetwork)Activator.CreateInstance(Compiled.Value.TypeOf($"Mistaken.{name}"), 1)!;

    private static void Forward(INetwork network, ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace? workspace)
    {
        if (workspace is null) network.Forward(input, output);
        else network.Forward(input, output, workspace);
    }
}
