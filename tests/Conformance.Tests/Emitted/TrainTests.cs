using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Emitted;

/// <summary>A step of training as one call: the same bits as the gradient followed by the optimiser's step, whatever of it is fused.</summary>
public sealed class TrainTests
{
    private static readonly Dictionary<string, string> Declarations = new(StringComparer.Ordinal)
    {
        ["Dense"] = "[Input(37), Dense(50), BatchNorm, Relu, Dropout(0.3f), Dense(33, Bias = false), Tanh, Dense(9), CrossEntropyLoss]",
        ["Image"] = """
            [Input(3, 13, 13), Conv2D(16, 3, Stride = 2, Padding = 1), BatchNorm, Relu, DepthwiseConv2D(3, Padding = 1), PRelu, Conv2D(40, 1), Relu, Conv2D(24, 3, Groups = 2)]
            [MaxPool2D(2), ConvTranspose2D(5, 3, Stride = 2), Flatten, Dense(9), CrossEntropyLoss]
            """,
        // The chunk of a batch ends before these batches do.
        ["Large"] = "[Input(2, 96, 96), Conv2D(32, 5, Padding = 2), Relu, MaxPool2D(4), Conv2D(32, 3), Relu, Flatten, Dense(9), CrossEntropyLoss]",
        ["Wide"] = "[Input(200), Dense(300), BatchNorm, Relu, Dropout(0.2f), Dense(170), Tanh, LayerNorm, Dense(9), CrossEntropyLoss]",
        ["Deep"] = """
            [Input(3, 17, 17), Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, Relu(Name = "skip"), DepthwiseConv2D(3, Padding = 1), BatchNorm, Conv2D(16, 1), Gelu, Add("skip")]
            [MaxPool2D(3, Stride = 2), Conv2D(40, 3), LeakyRelu, AvgPool2D(2), Flatten, Dense(9), CrossEntropyLoss]
            """,
        ["Words"] = "[Input(4), Embedding(9, 20), Flatten, Dense(18), Sigmoid, Dense(9), CrossEntropyLoss]",
    };

    private static readonly Dictionary<string, Func<NetworkInfo, Optimizer>> Optimizers = new(StringComparer.Ordinal)
    {
        ["Sgd"] = _ => new Sgd(0.05f),
        ["Sgd, penalties"] = _ => new Sgd(0.05f, weightDecay: 0.01f, l1: 0.002f),
        ["Sgd, momentum"] = _ => new Sgd(0.05f, momentum: 0.9f, dampening: 0.1f),
        ["Sgd, Nesterov"] = _ => new Sgd(0.05f, momentum: 0.9f, nesterov: true, weightDecay: 0.01f),
        ["Adam"] = _ => new Adam(0.01f, weightDecay: 0.01f),
        ["Adam, AMSGrad"] = _ => new Adam(0.01f, amsgrad: true),
        ["AdamW"] = _ => new AdamW(0.01f),
        ["NAdam"] = _ => new NAdam(0.01f),
        ["RmsProp"] = _ => new RmsProp(0.01f, centered: true, momentum: 0.5f),
        ["AdaGrad"] = _ => new AdaGrad(0.05f),
        ["Lion"] = _ => new Lion(0.003f),
        ["Adam, groups"] = info => new Adam(0.01f).ForLayers(info, info.Parameters[^1].Layer, learningRateScale: 0.1f),
    };

    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile(
        [.. from isa in InstructionSet.Here from d in Declarations select new DeclaredNetwork($"{isa.Name}Only.{d.Key}", $"using NetGen;\nnamespace {isa.Name}Only;\n[Network(Targets = Targets.{isa.Name})]\n{d.Value}\npublic sealed partial class {d.Key};\n")]));

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in Declarations.Keys)
                foreach (var isa in InstructionSet.Here) data.Add(network, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void A_step_is_the_gradient_and_the_optimisers_step(string network, string isa)
    {
        foreach (var (name, optimizer) in Optimizers)
        {
            foreach (var batch in new[] { 1, 24, 131 })
            {
                ILabelTrained fused = Create(network, isa), apart = Create(network, isa);
                Optimizer one = optimizer(fused.Description), other = optimizer(apart.Description);
                var (inputs, labels) = Batch(fused.Description, batch);
                var gradient = new float[apart.Parameters.Length];
                for (var step = 0; step < 3; step++)
                {
                    var loss = fused.Train(inputs, labels, one);
                    Assert.Equal(apart.Gradient(inputs, labels, gradient), loss);
                    other.Step(apart.Parameters, gradient);
                    Assert.True(fused.Parameters.SequenceEqual(apart.Parameters), $"{name}, batch of {batch}, step {step}: {Differences(fused, apart)}");
                    Assert.True(fused.Buffers.SequenceEqual(apart.Buffers), $"{name}, batch of {batch}, step {step}: buffers differ.");
                }

                Assert.Equal(other.StepCount, one.StepCount);
            }
        }
    }

    /// <summary>Networks large enough for threads.</summary>
    public static TheoryData<string, string, int> Shared
    {
        get
        {
            var data = new TheoryData<string, string, int>();
            foreach (var network in new[] { "Wide", "Deep", "Large" })
                foreach (var isa in InstructionSet.Here)
                    foreach (var threads in new[] { 2, 7 }) data.Add(network, isa.Name, threads);
            return data;
        }
    }

    [Theory, MemberData(nameof(Shared))]
    public void Threads_change_no_bit(string network, string isa, int threads)
    {
        foreach (var batch in new[] { 1, 3, 5, 32, 131 })
        {
            ILabelTrained together = Create(network, isa), alone = Create(network, isa);
            together.GetType().GetProperty("Threads")!.SetValue(together, threads);
            var (one, other) = (new Adam(0.01f), new Adam(0.01f));
            var (inputs, labels) = Batch(alone.Description, batch);
            float[] expected = new float[alone.Parameters.Length], gradient = new float[expected.Length];
            for (var step = 0; step < 4; step++)
            {
                Assert.Equal(alone.Gradient(inputs, labels, expected), together.Gradient(inputs, labels, gradient));
                Assert.True(gradient.AsSpan().SequenceEqual(expected), $"batch of {batch}, step {step}: the gradient differs.");
                Assert.Equal(alone.Train(inputs, labels, other), together.Train(inputs, labels, one));
                Assert.True(together.Parameters.SequenceEqual(alone.Parameters), $"batch of {batch}, step {step}: {Differences(together, alone)}");
                Assert.True(together.Buffers.SequenceEqual(alone.Buffers), $"batch of {batch}, step {step}: buffers differ.");
            }
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void A_loss_that_is_no_number_changes_no_parameter(string network, string isa)
    {
        if (network == "Words") return;
        foreach (var optimizer in new Optimizer[] { new Sgd(0.1f), new Adam(), new Adam().ForLayers(Create(network, isa).Description, Create(network, isa).Description.Parameters[0].Layer) })
        {
            var trained = Create(network, isa);
            var before = trained.Parameters.ToArray();
            var (inputs, labels) = Batch(trained.Description, 5);
            Array.Fill(inputs, float.MaxValue);
            Assert.False(float.IsFinite(trained.Train(inputs, labels, optimizer)));
            Assert.Equal(before, trained.Parameters.ToArray());
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_step_allocates_nothing_after_the_first(int threads)
    {
        foreach (var network in Declarations.Keys)
        {
            var trained = Create(network, InstructionSet.Here.First().Name);
            trained.GetType().GetProperty("Threads")?.SetValue(trained, threads);
            var (inputs, labels) = Batch(trained.Description, 40);
            var optimizer = new Adam();
            for (var i = 0; i < 3; i++) trained.Train(inputs, labels, optimizer);
            // What a step allocated, each would; the runtime itself may, once, while it replaces methods by better ones.
            var allocated = Enumerable.Range(0, 5).Select(_ =>
            {
                var before = GC.GetAllocatedBytesForCurrentThread();
                for (var i = 0; i < 3; i++) trained.Train(inputs, labels, optimizer);
                return GC.GetAllocatedBytesForCurrentThread() - before;
            }).Min();
            Assert.Equal(0, allocated);
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var network = Create("Dense", InstructionSet.Here.First().Name);
        Assert.Throws<ArgumentNullException>(() => network.Train(new float[37], [1], null!));
        Assert.Contains("Train needs N x 37", Assert.Throws<ArgumentException>(() => network.Train(new float[36], [1], new Sgd())).Message, StringComparison.Ordinal);
        Assert.Contains("Label 9", Assert.Throws<ArgumentException>(() => network.Train(new float[37], [9], new Sgd())).Message, StringComparison.Ordinal);
        var optimizer = new Sgd();
        network.Train(new float[37], [1], optimizer);
        Assert.Contains("one optimiser per network", Assert.Throws<ArgumentException>(() => Create("Words", InstructionSet.Here.First().Name).Train(new float[4], [1], optimizer)).Message, StringComparison.Ordinal);
    }

    private static ILabelTrained Create(string network, string isa) => (ILabelTrained)Activator.CreateInstance(Compiled.Value.TypeOf($"{isa}Only.{network}"), 3)!;

    private static (float[] Inputs, int[] Labels) Batch(NetworkInfo info, int samples)
    {
        var isWords = info.Layers[0].Kind == "Embedding";
        return ([.. Noise.Values(5, samples * info.InputLength, isWords ? 0 : -1, isWords ? 8.9 : 1).Select(v => isWords ? MathF.Floor((float)v) : (float)v)],
            [.. Enumerable.Range(0, samples).Select(i => i * 5 % 9)]);
    }

    private static string Differences(INetwork a, INetwork b) => string.Join(", ", a.Description.Parameters
        .Where(p => !a.Parameters.Slice(p.Offset, p.Layout.Length).SequenceEqual(b.Parameters.Slice(p.Offset, p.Layout.Length))).Select(p => p.Name));
}
