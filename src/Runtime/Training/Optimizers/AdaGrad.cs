using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>AdaGrad: s ← s + g², w ← w − η/(1 + (t − 1)·k) · g/(√s + ε).</summary>
/// <remarks>Duchi, Hazan and Singer 2011, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization".</remarks>
public sealed class AdaGrad : RuleOptimizer
{
    private readonly float _lrDecay;
    private readonly float _initialAccumulator;
    private readonly float _eps;

    /// <summary>AdaGrad.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="lrDecay">k, how fast the rate falls with the steps.</param>
    /// <param name="initialAccumulator">s before the first step.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public AdaGrad(
        float learningRate = 1e-2f, float lrDecay = 0, float initialAccumulator = 0, float eps = 1e-10f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        _lrDecay = NonNegative(lrDecay, nameof(lrDecay));
        _initialAccumulator = NonNegative(initialAccumulator, nameof(initialAccumulator));
        _eps = Epsilon(eps, nameof(eps));
    }

    /// <inheritdoc/>
    protected override int StateCount => 1;

    /// <inheritdoc/>
    protected override void InitializeState(Span<float> state, int index) => state.Fill(_initialAccumulator);

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        var rate = (float)(options.LearningRate / (1 + ((StepCount - 1) * (double)_lrDecay)));
        use.Use(new Rule(rate, _eps), options.Penalty);
    }

    private readonly struct Rule(float rate, float eps) : IUpdateRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V s, ref V s1, ref V s2)
            where V : struct, IFloats<V>
        {
            s += g * g;
            w -= g / (V.Sqrt(s) + V.Of(eps)) * rate;
        }
    }
}
