using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>
/// A step whose loss is not finite is none: parameters, state and count are as if it had never been tried, for every optimiser. PyTorch's GradScaler
/// treats optimizer.step() so: it is not called.
/// </summary>
public sealed class RefusedStepTests
{
    private const int Length = 37;

    public static TheoryData<string> Optimizers => [.. s_optimizers.Keys];

    private static readonly Dictionary<string, Func<Optimizer>> s_optimizers = new()
    {
        ["Sgd"] = () => new Sgd(0.1f),
        ["Sgd decayed"] = () => new Sgd(0.1f, weightDecay: 0.1f, l1: 0.01f),
        ["Sgd with momentum"] = () => new Sgd(0.1f, momentum: 0.9f, dampening: 0.5f),
        ["Sgd, Nesterov"] = () => new Sgd(0.1f, momentum: 0.9f, nesterov: true),
        ["AdaGrad"] = () => new AdaGrad(0.1f, lrDecay: 0.1f, initialAccumulator: 0.1f),
        ["RmsProp"] = () => new RmsProp(0.1f, momentum: 0.9f),
        ["RmsProp, centred"] = () => new RmsProp(0.1f, centered: true),
        ["AdaDelta"] = () => new AdaDelta(),
        ["Adam"] = () => new Adam(0.1f),
        ["AMSGrad"] = () => new Adam(0.1f, amsgrad: true, weightDecay: 0.1f),
        ["AdamW"] = () => new AdamW(0.1f),
        ["AdaMax"] = () => new AdaMax(0.1f),
        ["NAdam"] = () => new NAdam(0.1f),
        ["RAdam"] = () => new RAdam(0.1f, beta2: 0.9f),
        ["Lion"] = () => new Lion(0.01f),
    };

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Train_is_the_gradient_and_the_step_also_around_refused_steps(string name)
    {
        for (var seed = 1; seed <= 20; seed++)
        {
            var random = new Random(seed);
            var (together, apart, grouped) = (s_optimizers[name](), s_optimizers[name](), s_optimizers[name]());
            // A group with scales of 1 changes nothing but the path through Train.
            grouped.ForLayers(SoftmaxRegression.Describe("Net", [("a", "a", Length)]), "a");
            float[] a = Random(random), b = [.. a], c = [.. a], memory = new float[Length];
            for (var step = 0; step < 12; step++)
            {
                var gradient = Random(random);
                float[] losses = [1, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
                var loss = losses[random.Next(4) * random.Next(2)];
                var rate = 0.05f + (0.1f * random.NextSingle());
                (together.LearningRate, apart.LearningRate, grouped.LearningRate) = (rate, rate, rate);
                Assert.Equal(loss, together.Train(a, memory, new Batch(gradient, loss)));
                Assert.Equal(loss, grouped.Train(c, memory, new Batch(gradient, loss)));
                if (float.IsFinite(loss)) apart.Step(b, gradient);
                Assert.Equal(b, a);
                Assert.Equal(b, c);
                Assert.Equal((apart.StepCount, apart.StepCount), (together.StepCount, grouped.StepCount));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_batch_that_throws_is_no_step(string name)
    {
        var (thrown, clean) = (s_optimizers[name](), s_optimizers[name]());
        float[] a = Random(new Random(1)), b = [.. a], gradient = Random(new Random(2)), memory = new float[Length];
        for (var step = 0; step < 5; step++)
        {
            Assert.Throws<InvalidOperationException>(() => thrown.Train(a, memory, new Batch(null, 1)));
            thrown.Train(a, memory, new Batch(gradient, 1));
            clean.Train(b, memory, new Batch(gradient, 1));
            Assert.Equal(b, a);
            Assert.Equal(clean.StepCount, thrown.StepCount);
        }
    }

    [Fact]
    public void Refused_lengths_and_groups_leave_no_state_behind()
    {
        var adam = new Adam();
        Assert.Throws<ArgumentException>(() => adam.Step(new float[3], new float[4]));
        adam.Train(new float[5], new float[5], new Batch(new float[5], float.NaN));
        adam.ForLayers(SoftmaxRegression.Describe("Net", [("a", "a", 8)]), "a", 2);
        Assert.Throws<ArgumentException>(() => adam.Step(new float[3], new float[3]));
        Assert.Equal(0, adam.StepCount);
        adam.Step(new float[8], new float[8]);
        Assert.Equal(1, adam.StepCount);
    }

    [Fact]
    public void A_momentum_that_is_refused_is_not_set()
    {
        var sgd = new Sgd();
        Assert.Throws<InvalidOperationException>(() => sgd.Momentum = 0.5f);
        Assert.Equal(0, sgd.Momentum);
    }

    private static float[] Random(Random random) => [.. Enumerable.Range(0, Length).Select(_ => (2 * random.NextSingle()) - 1)];

    /// <summary>A batch whose loss and gradient are known beforehand, none of it through a sink.</summary>
    private readonly struct Batch(float[]? gradient, float loss) : ITrainingStep
    {
        private readonly int[] _apart = [0, gradient?.Length ?? Length];

        public bool IsWhole => true;

        public ReadOnlySpan<int> Apart => _apart;

        public float Run<TSink>(ref float target, ref float sums, ref TSink sink)
            where TSink : struct, IGradientSink
        {
            if (gradient is null) throw new InvalidOperationException("No batch.");
            for (var i = 0; i < gradient.Length; i++) System.Runtime.CompilerServices.Unsafe.Add(ref sums, i) += gradient[i];
            return loss;
        }
    }
}
