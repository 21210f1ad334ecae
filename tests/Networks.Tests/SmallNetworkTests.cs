using NetGen.Testing;

namespace NetGen.Networks;

/// <summary>The networks compiled into this project: sizes counted by hand, and what they compute on every instruction set against the interpreter.</summary>
public sealed class SmallNetworkTests
{
    /// <summary>Weights and biases, added up as one would on paper: convolutions in·out·window + out, BatchNorm two per channel.</summary>
    private static readonly Dictionary<string, long> Parameters = new()
    {
        ["LinearRegression"] = 8 + 1,
        ["LogisticRegression"] = 30 + 1,
        ["SoftmaxRegression"] = (784 * 10) + 10,
        ["Mlp"] = (784 * 256) + 256 + (256 * 128) + 128 + (128 * 10) + 10,
        ["LeNet5"] = 61_706,
        ["UNet"] = Pair(1, 16) + Pair(16, 32) + Pair(32, 64) + Pair(64, 128) + Up(128, 64) + Up(64, 32) + Up(32, 16) + 16 + 1,
        ["Autoencoder"] = (9 * 16) + 16 + (9 * 16 * 32) + 32 + (1568 * 32) + 32 + (32 * 1568) + 1568 + (9 * 32 * 16) + 16 + (9 * 16) + 1,
        ["SiameseNetwork"] = Embedding,
        ["EmbeddingNetwork"] = Embedding,
        ["StyleTransfer"] = 3072 + (9 * 3 * 16) + 16 + (9 * 16 * 32) + 32,
        ["Yolo"] = Detector,
        ["YoloTraining"] = Detector,
    };

    private const long Embedding = (9 * 8) + 8 + (9 * 8 * 16) + 16 + (16 * 49 * 16) + 16;

    private const long Detector = (9 * 8) + 16 + (9 * 8 * 16) + 32 + (9 * 16 * 32) + 64 + (9 * 32 * 32) + 64 + (32 * 7) + 7;

    public static TheoryData<string> Networks => [.. Parameters.Keys];

    public static TheoryData<string, string, int> Runs
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var network in Parameters.Keys)
                foreach (var isa in InstructionSet.Here)
                    foreach (var batch in new[] { 1, 3 }) data.Add(network, isa.Name, batch);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Parameters_are_those_of_the_layers(string network)
    {
        var info = CompiledNetwork.Of(TypeOf(network), InstructionSet.All[0]).Info;
        Assert.Equal(Parameters[network], info.ParameterCount);
        Assert.Equal(info.ForwardMacs, info.Layers.Sum(layer => layer.Macs));
    }

    [Theory, MemberData(nameof(Runs))]
    public void Outputs_losses_and_gradients_are_those_of_the_interpreter(string network, string isa, int batch)
    {
        var emitted = CompiledNetwork.Of(TypeOf(network), InstructionSet.All.Single(i => i.Name == isa));
        var run = InterpretedRuns.Of(network, batch);

        Agreement.Outputs(run.Outputs, emitted.Forward(batch, run.Inputs, run.State));
        if (run.Gradient is null) return;
        var gradient = emitted.Gradient(batch, run.Inputs, run.Targets, run.State);
        Agreement.Losses(run.Gradient.Loss, gradient.Loss);
        Agreement.Losses(run.Evaluated, emitted.Evaluate(batch, run.Inputs, run.Targets, run.State));
        Assert.Equal(run.Gradient.Gradients.Keys.Order(StringComparer.Ordinal), gradient.Gradients.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, expected) in run.Gradient.Gradients) Agreement.Gradients(name, expected, gradient.Gradients[name]);
        foreach (var (name, expected) in run.Gradient.Buffers) Agreement.Statistics(name, expected, gradient.Buffers[name]);
    }

    private static Type TypeOf(string network) => typeof(LeNet5).Assembly.GetType($"NetGen.Networks.{network}", throwOnError: true)!;

    /// <summary>Two convolutions of 3×3 without biases, each normalised.</summary>
    private static long Pair(long inputs, long channels) => (9 * inputs * channels) + (2 * channels) + (9 * channels * channels) + (2 * channels);

    /// <summary>A transposed convolution of 2×2 to half the channels, then a pair on those and as many from the left.</summary>
    private static long Up(long inputs, long channels) => (4 * inputs * channels) + channels + Pair(2 * channels, channels);
}
