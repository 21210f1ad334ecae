using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Adam with Nesterov's momentum: μₜ = β₁·(1 − ½·0.96^(t·ψ)), and the step mixes the gradient and the mean,
/// w ← w − η·((1 − μₜ)/(1 − ∏μ)·g + μₜ₊₁/(1 − μₜ₊₁·∏μ)·m) / (√(v/(1 − β₂ᵗ)) + ε).
/// </summary>
/// <remarks>Dozat 2016, "Incorporating Nesterov Momentum into Adam".</remarks>
public sealed class NAdam : MomentOptimizer
{
    private readonly double _momentumDecay;
    private double _product = 1;
    private double _productBefore = 1;

    /// <summary>NAdam.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1).</param>
    /// <param name="beta2">β₂ in [0, 1).</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="momentumDecay">ψ, how fast the momentum rises to β₁.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public NAdam(
        float learningRate = 2e-3f, float beta1 = 0.9f, float beta2 = 0.999f,
        float eps = 1e-8f, float weightDecay = 0, float momentumDecay = 4e-3f, float l1 = 0)
        : base(learningRate, beta1, beta2, eps, weightDecay, l1)
    {
        _momentumDecay = NonNegative(momentumDecay, nameof(momentumDecay));
    }

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        base.PrepareStep();
        _productBefore = _product;
        _product *= Mu(StepCount);
    }

    /// <inheritdoc/>
    protected override void ResetStep()
    {
        base.ResetStep();
        _product = 1;
    }

    /// <inheritdoc/>
    internal override void TakeBackStep()
    {
        base.TakeBackStep();
        _product = _productBefore;
    }

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        var (now, next) = (Mu(StepCount), Mu(StepCount + 1L));
        var byGradient = (float)(options.LearningRate * (1 - now) / (1 - _product));
        var byMean = (float)(options.LearningRate * next / (1 - (_product * next)));
        var rule = new Rule(byGradient, byMean, new Average(Momentum), new Average(Beta2), (float)Correction.Second, Eps);
        use.Use(rule, options.Penalty);
    }

    private double Mu(long step) => Average.Widen(Momentum) * (1 - (0.5 * Math.Pow(0.96, step * _momentumDecay)));

    private readonly struct Rule(float byGradient, float byMean, Average mean, Average square, float correction, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V v, ref V s2)
            where V : struct, IFloats<V>
        {
            m = mean.Add(m, g);
            v = square.Add(v, g * g);
            var denominator = V.Sqrt(v / V.Of(correction)) + V.Of(eps);
            w = w - (g / denominator * byGradient) - (m / denominator * byMean);
        }
    }
}
