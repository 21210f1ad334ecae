using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Rectified Adam: while the variance of the adaptive rate is too large (ρₜ ≤ 5) a step is w ← w − η·m̂; afterwards
/// w ← w − η·rₜ·m̂·√(1 − β₂ᵗ)/(√v + ε), with m̂ = m/(1 − β₁ᵗ), ρ∞ = 2/(1 − β₂) − 1, ρₜ = ρ∞ − 2t·β₂ᵗ/(1 − β₂ᵗ) and
/// rₜ = √((ρₜ − 4)(ρₜ − 2)ρ∞ / ((ρ∞ − 4)(ρ∞ − 2)ρₜ)).
/// </summary>
/// <remarks>Liu et al. 2020, "On the Variance of the Adaptive Learning Rate and Beyond".</remarks>
public sealed class RAdam : MomentOptimizer
{
    /// <summary>RAdam.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public RAdam(float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f, float eps = 1e-8f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, beta1, beta2, eps, weightDecay, l1)
    {
    }

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        var limit = (2 / (1 - Average.Widen(Beta2))) - 1;
        var length = limit - (2.0 * StepCount * Correction.Product2 / Correction.Second);
        var step = options.LearningRate / Correction.First;
        if (length > 5)
        {
            var rectification = Math.Sqrt((length - 4) * (length - 2) * limit / ((limit - 4) * (limit - 2) * length));
            step *= rectification * Math.Sqrt(Correction.Second);
        }

        use.Use(new Rule((float)step, length > 5, new Average(Momentum), new Average(Beta2), Eps), options.Penalty);
    }

    private readonly struct Rule(float step, bool adaptive, Average mean, Average square, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V v, ref V s2)
            where V : struct, IFloats<V>
        {
            m = mean.Add(m, g);
            v = square.Add(v, g * g);
            w -= adaptive ? m / (V.Sqrt(v) + V.Of(eps)) * step : m * step;
        }
    }
}
