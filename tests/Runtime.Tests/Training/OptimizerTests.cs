using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class OptimizerTests
{
    private static readonly Dictionary<string, Func<Optimizer>> s_makers = new()
    {
        ["sgd"] = () => new Sgd(0.1f),
        ["sgd with everything"] = () => new Sgd(0.1f, momentum: 0.9f, nesterov: true, weightDecay: 0.01f, l1: 0.01f),
        ["adagrad"] = () => new AdaGrad(0.1f, lrDecay: 0.1f, initialAccumulator: 0.1f, weightDecay: 0.01f),
        ["rmsprop"] = () => new RmsProp(0.01f, momentum: 0.9f, l1: 0.01f),
        ["centred rmsprop"] = () => new RmsProp(0.01f, centered: true),
        ["adadelta"] = () => new AdaDelta(l1: 0.01f),
        ["adam"] = () => new Adam(1e-2f, l1: 0.01f),
        ["amsgrad"] = () => new Adam(1e-2f, amsgrad: true),
        ["adamw"] = () => new AdamW(1e-2f, l1: 0.01f),
        ["adamax"] = () => new AdaMax(1e-2f),
        ["nadam"] = () => new NAdam(1e-2f),
        ["radam"] = () => new RAdam(1e-2f),
        ["lion"] = () => new Lion(1e-2f, weightDecay: 0.1f),
    };

    public static TheoryData<string> All => [.. s_makers.Keys];

    [Theory]
    [MemberData(nameof(All))]
    public void Padding_stays_exactly_zero(string name)
    {
        var optimizer = s_makers[name]();
        var (parameters, gradient) = Random(64);
        for (var i = 0; i < 64; i++) if (i % 16 >= 10) parameters[i] = gradient[i] = 0;
        for (var step = 0; step < 20; step++) optimizer.Step(parameters, gradient);
        for (var i = 0; i < 64; i++)
        {
            if (i % 16 >= 10) Assert.Equal(0u, BitConverter.SingleToUInt32Bits(parameters[i]));
            else Assert.True(float.IsFinite(parameters[i]));
        }
    }

    // Each element alone, in the padded tail of a vector, must get the very bits it gets in the middle of a long block.
    [Theory]
    [MemberData(nameof(All))]
    public void Every_element_is_treated_alike_wherever_it_stands(string name)
    {
        var (parameters, gradient) = Random(71);
        var alone = parameters.ToArray();
        var together = s_makers[name]();
        var single = parameters.Select(_ => s_makers[name]()).ToArray();
        for (var step = 0; step < 6; step++)
        {
            together.Step(parameters, gradient);
            for (var i = 0; i < alone.Length; i++) single[i].Step(alone.AsSpan(i, 1), gradient.AsSpan(i, 1));
        }

        Assert.Equal(parameters.Select(BitConverter.SingleToUInt32Bits), alone.Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_step_allocates_nothing(string name)
    {
        var optimizer = s_makers[name]();
        var (parameters, gradient) = Random(100);
        for (var i = 0; i < 50; i++) optimizer.Step(parameters, gradient);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 50; i++) optimizer.Step(parameters, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_optimiser_descends_a_parabola(string name)
    {
        var optimizer = s_makers[name]();
        float[] w = [2, -3, 0.5f];
        var start = w.Sum(x => x * x);
        for (var step = 0; step < 300; step++) optimizer.Step(w, w.Select(x => 2 * x).ToArray());
        Assert.True(w.Sum(x => x * x) < 0.9f * start, $"{name}: {w.Sum(x => x * x)} of {start}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Reset_forgets_everything(string name)
    {
        var optimizer = s_makers[name]();
        var (first, gradient) = Random(20);
        var second = first.ToArray();
        for (var i = 0; i < 5; i++) optimizer.Step(first, gradient);
        optimizer.Reset();
        Assert.Equal(0, optimizer.StepCount);
        for (var i = 0; i < 5; i++) optimizer.Step(second, gradient);
        Assert.Equal(first, second);
    }

    [Fact]
    public void Lengths_must_fit()
    {
        var optimizer = new Adam();
        Assert.Contains("3", Assert.Throws<ArgumentException>(() => optimizer.Step(new float[4], new float[3])).Message, StringComparison.Ordinal);
        optimizer.Step(new float[4], new float[4]);
        var problem = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[5], new float[5]));
        Assert.Contains("state for 4 parameters", problem.Message, StringComparison.Ordinal);
        Assert.Equal(1, optimizer.StepCount);
    }

    // Two steps by hand: c = 0.1·g, sign(c) = sign(g), m = 0.01·g; then c = 0.9·0.01·1 − 0.1·0.05 = 0.004 > 0 although the gradient is negative.
    [Fact]
    public void Lion_moves_by_the_sign_of_the_mixed_momentum()
    {
        var optimizer = new Lion(learningRate: 0.1f, weightDecay: 0.5f);
        float[] w = [1, 1, 0];
        optimizer.Step(w, [1, -1, 0]);
        Assert.Equal(0.85f, w[0], 1e-6f);
        Assert.Equal(1.05f, w[1], 1e-6f);
        Assert.Equal(0, w[2]);
        optimizer.Step(w, [-0.05f, 0, 0]);
        Assert.Equal((0.85f * 0.95f) - 0.1f, w[0], 1e-6f);
    }

    [Fact]
    public void L1_pulls_towards_zero_with_constant_force()
    {
        var optimizer = new Sgd(learningRate: 1, l1: 0.25f);
        float[] w = [2, -2, 0];
        optimizer.Step(w, new float[3]);
        Assert.Equal([1.75f, -1.75f, 0], w);
    }

    [Fact]
    public void Dampening_spares_the_first_step()
    {
        var optimizer = new Sgd(learningRate: 1, momentum: 0.5f, dampening: 0.5f);
        float[] w = [0];
        optimizer.Step(w, [1]);
        Assert.Equal(-1, w[0]);
        optimizer.Step(w, [1]);
        Assert.Equal(-2, w[0]);
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(learningRate: -1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(beta1: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam(eps: 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Sgd(0.1f, weightDecay: float.NaN));
        Assert.Throws<ArgumentException>(() => new Sgd(0.1f, nesterov: true));
        Assert.Throws<ArgumentException>(() => new Sgd(0.1f, momentum: 0.9f, dampening: 0.1f, nesterov: true));
        Assert.Throws<InvalidOperationException>(() => new Sgd(0.1f).Momentum = 0.9f);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Adam().LearningRate = float.PositiveInfinity);
    }

    private static (float[] Parameters, float[] Gradient) Random(int length)
    {
        var random = new Random(length);
        float Next() => (float)((2 * random.NextDouble()) - 1);
        return ([.. Enumerable.Range(0, length).Select(_ => Next())], [.. Enumerable.Range(0, length).Select(_ => Next())]);
    }
}
