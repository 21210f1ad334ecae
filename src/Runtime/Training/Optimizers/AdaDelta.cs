using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>AdaDelta: v ← ρ·v + (1 − ρ)·g², δ = √(u + ε)/√(v + ε)·g, u ← ρ·u + (1 − ρ)·δ², w ← w − η·δ.</summary>
/// <remarks>Zeiler 2012, "ADADELTA: An Adaptive Learning Rate Method".</remarks>
public sealed class AdaDelta : RuleOptimizer
{
    private readonly Average _average;
    private readonly float _eps;

    /// <summary>AdaDelta.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="rho">ρ in [0, 1): decay of both running averages.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public AdaDelta(float learningRate = 1, float rho = 0.9f, float eps = 1e-6f, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        _average = new Average(Decay(rho, nameof(rho)));
        _eps = Epsilon(eps, nameof(eps));
    }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use) => use.Use(new Rule(options.LearningRate, _average, _eps), options.Penalty);

    private readonly struct Rule(float rate, Average average, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V v, ref V u, ref V s2)
            where V : struct, IFloats<V>
        {
            v = average.Add(v, g * g);
            var delta = V.Sqrt(u + V.Of(eps)) / V.Sqrt(v + V.Of(eps)) * g;
            u = average.Add(u, delta * delta);
            w -= delta * rate;
        }
    }
}
