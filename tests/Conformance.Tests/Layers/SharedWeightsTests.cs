using NetGen.Conformance.Gradients;
using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Layers that use another layer's parameters: one set of them, and the gradients of all uses added.</summary>
public sealed class SharedWeightsTests
{
    /// <summary>Two branches of the same function and the distance of their results.</summary>
    private static Declaration Siamese => new Declaration()
        .Input([3, 4, 4], "left").Input([3, 4, 4], "right")
        .Layer("Conv2D", "conv", "left", ("Channels", 5), ("Kernel", 3), ("Padding", 1)).Layer("BatchNorm", "norm", "conv", ("Momentum", 0.25)).Layer("Flatten")
        .Layer("Dense", "embed", null, ("Units", 6))
        .Layer("Conv2D", "conv2", "right", ("Channels", 5), ("Kernel", 3), ("Padding", 1), ("WeightsOf", "conv"))
        .Layer("BatchNorm", "norm2", "conv2", ("Momentum", 0.25), ("WeightsOf", "norm")).Layer("Flatten")
        .Layer("Dense", "embed2", null, ("Units", 6), ("WeightsOf", "embed"))
        .Layer("Subtract", "distance", "embed", ("Others", new[] { "embed2" }))
        .Loss("MeanSquaredErrorLoss");

    private static readonly string[] Owned = ["conv.bias", "conv.weight", "embed.bias", "embed.weight", "norm.bias", "norm.weight"];

    public static TheoryData<string> InstructionSets => [.. InstructionSet.Here.Select(i => i.Name)];

    [Fact]
    public void Both_branches_contribute_to_one_gradient()
    {
        var graph = TrainingGraph.Of(Siamese);
        Assert.Equal(Owned, graph.Forward.Nodes.OfType<ParameterNode>().Where(p => p.Trained).Select(p => p.Name).Order(StringComparer.Ordinal));
        GradientCheck.Assert(graph, new Feed(3, Noise.Values(1, 3 * 96, -1, 1), Noise.Values(2, 3 * 6, -1, 1), graph.State(1)));
    }

    [Fact]
    public void A_layer_may_share_what_another_one_shares()
    {
        var chain = new Declaration().Input([4]).Layer("Dense", "a", null, ("Units", 4)).Layer("Dense", "b", null, ("Units", 4), ("WeightsOf", "a"))
            .Layer("Tanh").Layer("Dense", "c", null, ("Units", 4), ("WeightsOf", "b")).Loss("MeanSquaredErrorLoss");
        var graph = TrainingGraph.Of(chain);
        Assert.Equal(["a.bias", "a.weight"], graph.Forward.Nodes.OfType<ParameterNode>().Select(p => p.Name).Order(StringComparer.Ordinal));
        GradientCheck.Assert(graph, new Feed(2, Noise.Values(1, 8, -1, 1), Noise.Values(2, 8, -1, 1), graph.State(1)));
    }

    [Fact]
    public void Shared_running_statistics_take_both_batches_in_turn()
    {
        var network = InterpretedNetwork.Of(Siamese.ToSpec("Siamese"));
        var (inputs, state) = (Noise.Values(1, 3 * 96, -1, 1), State(network));
        // Means of the two branches' convolutions: from networks that track nothing else.
        var after = network.Gradient(3, inputs, new double[18], state).Buffers["norm.running_mean"];
        double[] left = Means(inputs, 0, state), right = Means(inputs, 48, state);
        for (var channel = 0; channel < 5; channel++)
        {
            var once = (0.75 * state["norm.running_mean"][channel]) + (0.25 * left[channel]);
            Assert.Equal((0.75 * once) + (0.25 * right[channel]), after[channel], 10);
        }
    }

    [Theory, MemberData(nameof(InstructionSets))]
    public void Emitted_code_shares_too(string isa)
    {
        var declared = DeclarationSource.Of(Siamese, "Siamese");
        var batch = NetworkBatch.Compile([declared]);
        var emitted = CompiledNetwork.Of(batch.TypeOf(declared.FullName), InstructionSet.Here.Single(i => i.Name == isa));
        var interpreted = InterpretedNetwork.Of(batch.SpecificationOf(declared.FullName));
        var state = State(interpreted);
        double[] inputs = Noise.Values(1, 3 * 96, -1, 1), targets = Noise.Values(2, 18, -1, 1);
        var (expected, actual) = (interpreted.Gradient(3, inputs, targets, state), emitted.Gradient(3, inputs, targets, state));
        Assert.Equal(Owned, actual.Gradients.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, values) in expected.Gradients)
            for (var i = 0; i < values.Length; i++) Assert.Equal(values[i], actual.Gradients[name][i], 1e-4);
        foreach (var (name, values) in expected.Buffers)
            for (var i = 0; i < values.Length; i++) Assert.Equal(values[i], actual.Buffers[name][i], 1e-4);
        Assert.Equal(Owned, CompiledNetwork.Of(batch.TypeOf(declared.FullName), InstructionSet.Here.First()).Info.Parameters.Select(p => p.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Files_may_name_a_shared_parameter_after_each_of_its_layers()
    {
        var declared = DeclarationSource.Of(Siamese, "Siamese");
        var info = CompiledNetwork.Of(NetworkBatch.Compile([declared]).TypeOf(declared.FullName), InstructionSet.Here.First()).Info;
        string[] aliases = [.. info.Parameters.Concat(info.Buffers).SelectMany(p => p.Aliases.Select(alias => $"{alias} = {p.Name}")).Order(StringComparer.Ordinal)];
        Assert.Equal(
            ["conv2.bias = conv.bias", "conv2.weight = conv.weight", "embed2.bias = embed.bias", "embed2.weight = embed.weight", "norm2.bias = norm.bias",
             "norm2.running_mean = norm.running_mean", "norm2.running_var = norm.running_var", "norm2.weight = norm.weight"],
            aliases);
    }

    private static double[] Means(double[] inputs, int start, Dictionary<string, double[]> state)
    {
        var means = new double[5];
        for (var sample = 0; sample < 3; sample++)
            for (var o = 0; o < 5; o++)
                for (var p = 0; p < 16; p++)
                    means[o] += Convolved(inputs.AsSpan((sample * 96) + start, 48), o, p / 4, p % 4, state) / 48;
        return means;
    }

    private static double Convolved(ReadOnlySpan<double> image, int o, int y, int x, Dictionary<string, double[]> state)
    {
        var sum = state["conv.bias"][o];
        for (var c = 0; c < 3; c++)
            for (var k = 0; k < 9; k++)
                if (y + (k / 3) - 1 is >= 0 and < 4 and var row && x + (k % 3) - 1 is >= 0 and < 4 and var column)
                    sum += image[(c * 16) + (row * 4) + column] * state["conv.weight"][(((o * 3) + c) * 9) + k];
        return sum;
    }

    private static Dictionary<string, double[]> State(InterpretedNetwork network) => network.State.Select((p, i) => (p.Key, Values: Noise.Values(
        (ulong)i + 5, p.Value.Aggregate(1, (product, extent) => product * extent), p.Key.EndsWith("running_var", StringComparison.Ordinal) ? 0.5 : -1, 1)))
        .ToDictionary(p => p.Key, p => p.Values, StringComparer.Ordinal);
}
