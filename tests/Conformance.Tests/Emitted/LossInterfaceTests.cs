using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>What a caller hands over to Evaluate and Gradient, and what is said of it.</summary>
public sealed class LossInterfaceTests
{
    private static readonly Dictionary<string, string> Declarations = new()
    {
        ["Labels"] = "[Input(4), Dense(3), CrossEntropyLoss]",
        ["Ignoring"] = "[Input(4), Dense(3), NegativeLogLikelihoodLoss(IgnoreIndex = 255)]",
        ["TwoHeads"] = """
            [Input(4), Dense(3, Name = "colour"), Dense(5, Name = "shape", From = "input"), Output("colour"), Output("shape")]
            [CrossEntropyLoss(On = "colour"), CrossEntropyLoss(On = "shape", Weight = 0.5f, IgnoreIndex = 4)]
            """,
        ["Mixed"] = """
            [Input(4), Dense(2, Name = "box"), Dense(5, Name = "kind", From = "input"), Output("box"), Output("kind")]
            [MeanSquaredErrorLoss(On = "box", Weight = 2), CrossEntropyLoss(On = "kind")]
            """,
        ["OnlyBox"] = """[Input(4), Dense(2, Name = "box"), MeanSquaredErrorLoss]""",
        ["OnlyKind"] = """[Input(4), Dense(5, Name = "kind"), CrossEntropyLoss]""",
        ["Pairs"] = """[Input(4), Dense(3, Name = "a"), Dense(3, Name = "p", From = "input"), NPairLoss("p", On = "a")]""",
        ["Overlapping"] = "[Input(4), Dense(6), DiceLoss]",
        ["Embedding"] = "[Input(4), Dense(3), ProxyNcaLoss(7)]",
    };

    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile(
        [.. Declarations.Select(d => new DeclaredNetwork($"Interface.{d.Key}", $"using NetGen;\nnamespace Interface;\n[Network]\n{d.Value}\npublic sealed partial class {d.Key};\n"))]));

    [Fact]
    public void Labels_of_minus_100_do_not_count()
    {
        var network = (ILabelTrained)Create("Labels");
        var inputs = Inputs(3);
        float[] all = Gradient(network, inputs.AsSpan(0, 8), [2, 0]), some = Gradient(network, inputs, [2, 0, -100]);
        Assert.Equal(network.Evaluate(inputs.AsSpan(0, 8), [2, 0]), network.Evaluate(inputs, [2, 0, -100]), 1e-6f);
        Assert.Equal(all, some, (a, b) => Math.Abs(a - b) < 1e-6f);
        // As in PyTorch: the mean of nothing is no number, but nothing pulls either.
        Assert.True(float.IsNaN(network.Evaluate(inputs.AsSpan(0, 4), [-100])));
        Assert.All(Gradient(network, inputs.AsSpan(0, 4), [-100]), g => Assert.Equal(0f, g));
    }

    [Fact]
    public void Labels_that_are_no_class_are_refused()
    {
        var network = (ILabelTrained)Create("Labels");
        var error = Assert.Throws<ArgumentException>(() => network.Evaluate(Inputs(2), [0, 3]));
        Assert.Equal("labels", error.ParamName);
        Assert.Contains("Label 3 at 1 is not one of the classes 0 to 2, nor -100", error.Message, StringComparison.Ordinal);
        var ignoring = (ILabelTrained)Create("Ignoring");
        Assert.Throws<ArgumentException>(() => ignoring.Evaluate(Inputs(2), [0, -100]));
        Assert.Equal(ignoring.Evaluate(Inputs(1), [2]), ignoring.Evaluate(Inputs(2), [2, 255]), 1e-6f);
    }

    [Fact]
    public void Each_head_has_labels_of_its_own()
    {
        var network = (ILabelTrained)Create("TwoHeads");
        Assert.Equal(2, ((INetwork)network).Description.TargetLength);
        var inputs = Inputs(2);
        // Of the second head's labels only the first counts.
        Assert.True(float.IsFinite(network.Evaluate(inputs, [2, 3, 0, 4])));
        Assert.Contains("classes 0 to 2", Assert.Throws<ArgumentException>(() => network.Evaluate(inputs, [3, 3, 0, 4])).Message, StringComparison.Ordinal);
        Assert.Contains("classes 0 to 4", Assert.Throws<ArgumentException>(() => network.Evaluate(inputs, [2, 5, 0, 4])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_and_targets_may_meet()
    {
        var mixed = (ILabelAndTargetTrained)Create("Mixed");
        var (box, kind) = ((ITargetTrained)Create("OnlyBox"), (ILabelTrained)Create("OnlyKind"));
        Assert.Equal((2, 1), (mixed.Description.TargetLength, mixed.Description.LabelLength));
        CopyLayer(mixed, (INetwork)box, "box");
        CopyLayer(mixed, (INetwork)kind, "kind");
        var inputs = Inputs(3);
        int[] labels = [4, -100, 1];
        float[] targets = [1, -1, 0.5f, 0, 2, 0.25f];
        var expected = (2 * box.Evaluate(inputs, targets)) + kind.Evaluate(inputs, labels);
        Assert.Equal(expected, mixed.Evaluate(inputs, labels, targets), 1e-5f);
        var gradient = new float[mixed.Parameters.Length];
        Assert.Equal(expected, mixed.Gradient(inputs, labels, targets, gradient), 1e-5f);
        var actual = CompiledNetwork.Canonical(mixed.Description.Parameters, gradient);
        var boxes = new float[((INetwork)box).Parameters.Length];
        box.Gradient(inputs, targets, boxes);
        foreach (var (name, values) in CompiledNetwork.Canonical(((INetwork)box).Description.Parameters, boxes))
            Assert.Equal(values.Select(v => 2 * v), actual[name], (a, b) => Math.Abs(a - b) < 1e-5);
        foreach (var (name, values) in CompiledNetwork.Canonical(((INetwork)kind).Description.Parameters, Gradient(kind, inputs, labels)))
            Assert.Equal(values, actual[name], (a, b) => Math.Abs(a - b) < 1e-5);
        var error = Assert.Throws<ArgumentException>(() => mixed.Evaluate(inputs, labels, targets.AsSpan(1)));
        Assert.Contains("N x 1 labels and N x 2 target values", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Losses_without_targets_take_none()
    {
        var network = (ITargetTrained)Create("Pairs");
        var inputs = Inputs(5);
        var type = network.GetType();
        var expected = network.Evaluate(inputs, []);
        Assert.Equal(0, ((INetwork)network).Description.TargetLength);
        Assert.NotNull(type.GetMethods().SingleOrDefault(m => m.Name == "Evaluate" && m.GetParameters().Length == 1));
        Assert.NotNull(type.GetMethods().SingleOrDefault(m => m.Name == "Gradient" && m.GetParameters().Length == 2));
        Assert.True(expected > 0);
        Assert.Throws<ArgumentException>(() => network.Evaluate(inputs, [1f]));
    }

    [Fact]
    public void A_ratio_of_sums_is_not_taken_in_parts()
    {
        var network = (ITargetTrained)Create("Overlapping");
        const int batch = 300;
        var inputs = Inputs(batch);
        float[] targets = [.. Noise.Labels(3, batch * 6, 2).Select(v => (float)v)], outputs = new float[batch * 6];
        ((INetwork)network).Forward(inputs, outputs);
        double intersection = 0, sum = 0;
        for (var i = 0; i < outputs.Length; i++)
        {
            var p = 1 / (1 + Math.Exp(-outputs[i]));
            intersection += p * targets[i];
            sum += p + targets[i];
        }

        Assert.Equal(1 - (((2 * intersection) + 1) / (sum + 1)), network.Evaluate(inputs, targets), 1e-5);
    }

    [Fact]
    public void Proxies_are_trained_and_saved_parameters()
    {
        var network = Create("Embedding");
        var proxies = network.Description.Parameters.Single(p => p.Name == "proxyncaloss1.proxies");
        Assert.Equal([7, 3], proxies.Shape);
        Assert.Equal((4 * 3) + 3 + 21, network.Description.ParameterCount);
        var gradient = Gradient((ILabelTrained)network, Inputs(4), [6, 0, 3, 3]);
        Assert.All(CompiledNetwork.Canonical(network.Description.Parameters, gradient)[proxies.Name].Chunk(3), row => Assert.NotEqual(0, row.Sum(Math.Abs)));
    }

    private static INetwork Create(string name) => (INetwork)Activator.CreateInstance(Compiled.Value.TypeOf($"Interface.{name}"), 1)!;

    private static float[] Inputs(int batch) => [.. Noise.Values(11, batch * 4, -1, 1).Select(v => (float)v)];

    private static float[] Gradient(ILabelTrained network, ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels)
    {
        var gradient = new float[network.Parameters.Length];
        network.Gradient(inputs, labels, gradient);
        return gradient;
    }

    private static void CopyLayer(INetwork from, INetwork to, string layer)
    {
        var state = CompiledNetwork.Canonical(from.Description.Parameters, from.Parameters);
        CompiledNetwork.Fill(to.Parameters, to.Description.Parameters, state);
        Assert.All(to.Description.Parameters, p => Assert.StartsWith(layer, p.Name, StringComparison.Ordinal));
    }
}
