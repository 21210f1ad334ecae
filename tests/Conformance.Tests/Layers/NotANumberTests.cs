using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>
/// NaN goes through every layer as in PyTorch: an output is NaN where, and only where, it depends on an input that is. With vectors and the ends of
/// vectors, on every instruction set of this machine, and in the interpreter.
/// </summary>
public sealed class NotANumberTests
{
    /// <summary>Layers over [channels, 9], and, of rank 0, over [channels, 1].</summary>
    private static readonly (string Layer, int Rank)[] Elementwise =
    [
        ("Relu", 1), ("Relu6", 1), ("LeakyRelu", 1), ("Sigmoid", 1), ("HardSigmoid", 1), ("Tanh", 1), ("Elu", 1), ("Selu", 1), ("Celu", 1), ("Silu", 1), ("Swish", 1),
        ("HardSwish", 1), ("Mish", 1), ("Softplus", 1), ("Softsign", 1), ("LogSigmoid", 1), ("HardTanh", 1), ("HardShrink", 1), ("SoftShrink", 1), ("TanhShrink", 1),
        ("ThresholdedRelu", 1), ("Gelu", 1), ("Gelu(Approximate = true)", 1), ("PRelu", 1), ("PRelu(PerChannel = true)", 1), ("RRelu", 1), ("Dropout", 1),
        ("Activation(\"min(max(x, -1), 1)\")", 1), ("Activation(\"max(x, 2 * x - 1)\")", 1), ("Activation(\"min(2 * x - 1, x)\")", 1),
        ("Add(\"input\")", 1), ("Upsample(Scale = 1)", 1), ("Softmax(Axis = 0)", 0), ("LogSoftmax(Axis = 0)", 0),
    ];

    /// <summary>Poolings of [channels, extent(, extent(, extent))], of which every output that sees the element must be NaN.</summary>
    private static readonly (string Layer, int Rank)[] Poolings =
    [
        ("MaxPool1D(2)", 1), ("MaxPool1D(3, Stride = 2, Padding = 1)", 1), ("MaxPool1D(3, Stride = 1)", 1), ("MaxPool1D(2, Dilation = 2, Stride = 1)", 1), ("AdaptiveMaxPool1D(4)", 1),
        ("AdaptiveMaxPool1D(3)", 1), ("GlobalMaxPool", 1), ("MaxPool2D(2)", 2), ("MaxPool2D(3, Stride = 2, Padding = 1)", 2), ("MaxPool2D(3, Stride = 1, Padding = 1)", 2),
        ("AdaptiveMaxPool2D(3)", 2), ("AdaptiveMaxPool2D(4)", 2), ("GlobalMaxPool", 2), ("MaxPool3D(2)", 3), ("MaxPool3D(3, Stride = 1, Padding = 1)", 3), ("AdaptiveMaxPool3D(2)", 3), ("GlobalMaxPool", 3),
    ];

    private static readonly int[] Channels = [1, 3, 16, 17, 33];

    private static readonly Lazy<NetworkBatch> Workshop = new(() => NetworkBatch.Compile([.. Samples!.Select((sample, i) => Declare(sample, i))]));

    private static readonly List<(string Layer, int Rank, int Channels, bool IsBehindLayers)> Samples =
    [
        .. from e in Elementwise from c in new[] { 17 } from behind in new[] { false, true } select (e.Layer, e.Rank, c, behind),
        .. from p in Poolings from c in Channels from behind in new[] { false, true } select (p.Layer, p.Rank, c, behind),
        .. from pieces in new[] { 2, 3 } from c in new[] { 1, 17 } select ($"Maxout({pieces})", 1, c * pieces, true),
    ];

    public static TheoryData<string> Sets => [.. InstructionSet.Here.Select(i => i.Name)];

    [Theory, MemberData(nameof(Sets))]
    public void An_output_is_NaN_where_it_depends_on_one_that_is(string isa)
    {
        var failures = new List<string>();
        for (var i = 0; i < Samples.Count; i++)
        {
            var network = Declare(Samples[i], i);
            var interpreted = InterpretedNetwork.Of(Workshop.Value.SpecificationOf(network.FullName));
            var emitted = CompiledNetwork.Of(Workshop.Value.TypeOf(network.FullName), InstructionSet.Here.Single(s => s.Name == isa));
            foreach (var at in Positions(interpreted.InputLength)) failures.AddRange(Check(Samples[i].ToString(), interpreted, emitted, at));
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures.Take(40)));
    }

    /// <summary>The outputs that change with an input must be NaN with it; the maximum of a window depends on all of it.</summary>
    private static IEnumerable<string> Check(string sample, InterpretedNetwork interpreted, CompiledNetwork emitted, int at)
    {
        var state = interpreted.State.ToDictionary(p => p.Key, p => Identity(p.Key, p.Value), StringComparer.Ordinal);
        var inputs = Noise.Values(3, interpreted.InputLength, -3, 3);
        double[] low = [.. inputs], high = [.. inputs];
        (low[at], high[at]) = (-100, 100);
        double[] from = interpreted.Forward(1, low, state), to = interpreted.Forward(1, high, state);
        inputs[at] = double.NaN;
        double[] expected = interpreted.Forward(1, inputs, state), actual = emitted.Forward(1, inputs, state);
        for (var i = 0; i < expected.Length; i++)
        {
            var depends = Math.Abs(from[i] - to[i]) > 1e-3;
            if (depends && !double.IsNaN(expected[i])) yield return $"{sample}: the interpreter's output {i} is {expected[i]}, though input {at} is NaN";
            if (depends && !double.IsNaN(actual[i])) yield return $"{sample}: output {i} is {actual[i]}, though input {at} is NaN";
            if (!depends && double.IsNaN(actual[i]) && !double.IsNaN(expected[i])) yield return $"{sample}: output {i} is NaN, though it does not depend on input {at}";
        }
    }

    private static IEnumerable<int> Positions(int length) => new[] { 0, 1, length / 2, length - 2, length - 1 }.Where(i => i >= 0).Distinct();

    /// <summary>Weights that pass on what comes: 1×1 convolutions of single channels that are the identity; slopes of a quarter.</summary>
    private static double[] Identity(string name, int[] shape)
    {
        var values = new double[shape.Aggregate(1, (product, extent) => product * extent)];
        if (name.EndsWith("weight", StringComparison.Ordinal)) Array.Fill(values, shape.Length < 3 ? 0.25 : 1);
        return values;
    }

    private static DeclaredNetwork Declare((string Layer, int Rank, int Channels, bool IsBehindLayers) sample, int number)
    {
        int[] shape = sample.Rank == 0 ? [sample.Channels, 1] : [sample.Channels, .. Enumerable.Repeat(sample.Rank == 1 ? 9 : sample.Rank == 2 ? 7 : 4, sample.Rank)];
        var before = sample.IsBehindLayers ? $"[Conv{Math.Max(1, sample.Rank)}D({sample.Channels}, 1, Groups = {sample.Channels}, Bias = false)]" : "";
        return new(
            $"NotNumbers.Network{number}",
            $"using NetGen;\n\nnamespace NotNumbers;\n\n[Network(Targets = {string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))})]\n[Input({string.Join(", ", shape)})]\n{before}[{sample.Layer}]\n[MeanSquaredErrorLoss]\npublic sealed partial class Network{number};\n");
    }
}
