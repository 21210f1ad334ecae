using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>AdaMax: m ← β₁·m + (1 − β₁)·g, u ← max(β₂·u, |g| + ε), w ← w − η/(1 − β₁ᵗ) · m/u.</summary>
/// <remarks>Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization", section 7.1.</remarks>
public sealed class AdaMax : MomentOptimizer
{
    /// <summary>AdaMax.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1): decay of the mean of gradients.</param>
    /// <param name="beta2">β₂ in [0, 1): decay of the largest magnitude.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public AdaMax(float learningRate = 2e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float eps = 1e-8f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, beta1, beta2, eps, weightDecay, l1)
    {
    }

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
        => use.Use(new Rule((float)(options.LearningRate / Correction.First), new Average(Momentum), Beta2, Eps), options.Penalty);

    private readonly struct Rule(float step, Average mean, float beta2, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V u, ref V s2)
            where V : struct, IFloats<V>
        {
            m = mean.Add(m, g);
            u = V.Max(u * beta2, V.Abs(g) + V.Of(eps));
            w -= m / u * step;
        }
    }
}
