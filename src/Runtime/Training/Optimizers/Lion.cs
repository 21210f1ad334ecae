using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Lion: w ← (1 − η·λ)·w − η·sign(β₁·m + (1 − β₁)·g), m ← β₂·m + (1 − β₂)·g. Every element moves by the same amount, so the learning rate is
/// three to ten times smaller than Adam's, and the (decoupled) decay as much larger.
/// </summary>
/// <remarks>Chen et al. 2023, "Symbolic Discovery of Optimization Algorithms".</remarks>
public sealed class Lion : RuleOptimizer, IMomentum
{
    private readonly float _beta2;

    /// <summary>Lion.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1): the share of the mean in the step's direction.</param>
    /// <param name="beta2">β₂ in [0, 1): decay of the mean of gradients.</param>
    /// <param name="weightDecay">λ, decoupled.</param>
    /// <param name="l1">Coefficient of the L1 penalty (which stays in the gradient).</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public Lion(float learningRate = 1e-4f, float beta1 = 0.9f, float beta2 = 0.99f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        Momentum = Decay(beta1, nameof(beta1));
        _beta2 = Decay(beta2, nameof(beta2));
    }

    /// <inheritdoc/>
    public float Momentum
    {
        get;
        set => field = Decay(value, "beta1");
    }

    /// <inheritdoc/>
    protected override int StateCount => 1;

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        var keep = (float)(1 - ((double)options.LearningRate * options.WeightDecay));
        use.Use(new Rule(keep, options.LearningRate, new Average(Momentum), new Average(_beta2)), options.L1Penalty);
    }

    private readonly struct Rule(float keep, float rate, Average direction, Average mean) : IUpdateRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V s1, ref V s2)
            where V : struct, IFloats<V>
        {
            w = (w * keep) - (V.Sign(direction.Add(m, g)) * rate);
            m = mean.Add(m, g);
        }
    }
}
