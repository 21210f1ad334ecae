using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>What an attribute says of a new network's parameters: the distribution in numbers, and the emitted constructor that fills them.</summary>
public sealed class InitialValueTests
{
    /// <summary>The weight is [6, 3, 5, 5]: fan in 75, fan out 150.</summary>
    public static TheoryData<Initialization, double, string, double[]> Choices => new()
    {
        { Initialization.Default, double.NaN, "Uniform", [-1 / Math.Sqrt(75), 1 / Math.Sqrt(75)] },
        { Initialization.Zeros, double.NaN, "Constant", [0] },
        { Initialization.Ones, double.NaN, "Constant", [1] },
        { Initialization.Constant, -0.5, "Constant", [-0.5] },
        { Initialization.Uniform, 0.25, "Uniform", [-0.25, 0.25] },
        { Initialization.Normal, double.NaN, "Normal", [0, 0.02] },
        { Initialization.Normal, 0.5, "Normal", [0, 0.5] },
        { Initialization.TruncatedNormal, 0.5, "TruncatedNormal", [0, 0.5, -1, 1] },
        { Initialization.XavierUniform, 2, "Uniform", [-2 * Math.Sqrt(6.0 / 225), 2 * Math.Sqrt(6.0 / 225)] },
        { Initialization.XavierNormal, double.NaN, "Normal", [0, Math.Sqrt(2.0 / 225)] },
        { Initialization.KaimingUniform, double.NaN, "Uniform", [-Math.Sqrt(6.0 / 75), Math.Sqrt(6.0 / 75)] },
        { Initialization.KaimingNormal, double.NaN, "Normal", [0, Math.Sqrt(2.0 / 75)] },
        { Initialization.KaimingUniformFanOut, double.NaN, "Uniform", [-Math.Sqrt(6.0 / 150), Math.Sqrt(6.0 / 150)] },
        { Initialization.KaimingNormalFanOut, 3, "Normal", [0, 3 * Math.Sqrt(2.0 / 150)] },
        { Initialization.LecunUniform, double.NaN, "Uniform", [-Math.Sqrt(3.0 / 75), Math.Sqrt(3.0 / 75)] },
        { Initialization.LecunNormal, double.NaN, "Normal", [0, Math.Sqrt(1.0 / 75)] },
        { Initialization.Orthogonal, 1.5, "Orthogonal", [1.5] },
    };

    [Theory, MemberData(nameof(Choices))]
    public void Weights_are_filled_as_the_attribute_says(Initialization choice, double scale, string kind, double[] arguments)
    {
        var problems = new List<Problem>();
        (string, object)[] options = [("Channels", 6), ("Kernel", 5), ("WeightInitialization", (int)choice)];
        if (!double.IsNaN(scale)) options = [.. options, ("WeightScale", scale)];
        var built = GraphBuilder.Build(new Declaration().Input([3, 8, 8]).Layer("Conv2D", options).ToSpec("Sample"), GraphMode.Inference, withLoss: false, problems);
        Assert.Empty(problems);
        var initial = built!.Graph.Nodes.OfType<ParameterNode>().Single(p => p.Name == "conv2d1.weight").Initial;
        Assert.Equal(kind, initial.Kind);
        Assert.Equal(arguments.Length, initial.Arguments.Count);
        for (var i = 0; i < arguments.Length; i++) Assert.Equal(arguments[i], initial.Arguments[i], 12);
    }

    [Fact]
    public void Every_choice_is_tested() => Assert.Equal(Enum.GetValues<Initialization>(), Choices.Select(row => row.Data.Item1).Distinct().Order());

    [Theory]
    [InlineData("BatchNorm", "WeightInitialization", (int)Initialization.Orthogonal, "two axes")]
    [InlineData("BatchNorm", "BiasInitialization", (int)Initialization.KaimingNormal, "two axes")]
    public void A_distribution_that_needs_fans_is_refused_for_a_vector(string kind, string argument, int choice, string fragment)
    {
        var problems = new List<Problem>();
        GraphBuilder.Build(new Declaration().Input([3, 8, 8]).Layer(kind, (argument, choice)).ToSpec("Sample"), GraphMode.Inference, withLoss: false, problems);
        Assert.Contains(fragment, Assert.Single(problems).Arguments[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_network_has_the_values_its_attributes_say()
    {
        const string source = """
            using NetGen;
            namespace NetGen.Samples;

            [Network]
            [Input(3, 6, 6)]
            [Conv2D(4, 3, WeightInitialization = Initialization.Constant, WeightScale = 0.5f, BiasInitialization = Initialization.Ones)]
            [PRelu(InitialSlope = 0.125f)]
            [ConvTranspose2D(5, 2, WeightInitialization = Initialization.TruncatedNormal, WeightScale = 0.1f, BiasInitialization = Initialization.Uniform, BiasScale = 0.25f)]
            [Flatten, Dense(7, WeightInitialization = Initialization.Orthogonal)]
            public sealed partial class Filled;
            """;
        using var assembly = GeneratorRun.From(source).Compile();
        var network = assembly.CreateNetwork("NetGen.Samples.Filled", seed: 3);
        var values = Testing.CompiledNetwork.Canonical(network.Description.Parameters, network.Parameters);
        Assert.All(values["conv2d1.weight"], v => Assert.Equal(0.5, v));
        Assert.All(values["conv2d1.bias"], v => Assert.Equal(1, v));
        Assert.Equal([0.125], values["prelu1.weight"]);
        Assert.All(values["convtranspose2d1.weight"], v => Assert.InRange(Math.Abs(v), 0, 0.2 + 1e-6));
        Assert.InRange(values["convtranspose2d1.weight"].Select(Math.Abs).Max(), 0.1, 0.2 + 1e-6);
        Assert.All(values["convtranspose2d1.bias"], v => Assert.InRange(v, -0.25, 0.25));
        var rows = values["dense1.weight"].Chunk(values["dense1.weight"].Length / 7).ToArray();
        for (var i = 0; i < rows.Length; i++)
            for (var j = 0; j <= i; j++) Assert.Equal(i == j ? 1 : 0, rows[i].Zip(rows[j], (a, b) => a * b).Sum(), 1e-4);
    }
}
