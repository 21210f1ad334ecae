using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// RMSProp: v ← α·v + (1 − α)·g², w ← w − η·g/(√v + ε); centred: m ← α·m + (1 − α)·g and √(v − m²) instead of √v; with momentum
/// b ← μ·b + g/(√v + ε), w ← w − η·b.
/// </summary>
/// <remarks>Tieleman and Hinton 2012, lecture 6.5 of "Neural Networks for Machine Learning"; centred: Graves 2013, "Generating Sequences With
/// Recurrent Neural Networks". v − m², which rounding can make slightly negative, is taken as at least 0.</remarks>
public sealed class RmsProp : RuleOptimizer, IMomentum
{
    private readonly Average _average;
    private readonly float _eps;
    private readonly bool _centered;

    /// <summary>RMSProp.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="alpha">α in [0, 1): decay of the mean of squared gradients.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="centered">Divides by the standard deviation instead of the root mean square.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public RmsProp(
        float learningRate = 1e-2f, float alpha = 0.99f, float eps = 1e-8f,
        bool centered = false, float momentum = 0, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        _average = new Average(Decay(alpha, nameof(alpha)));
        _eps = Epsilon(eps, nameof(eps));
        _centered = centered;
        Momentum = momentum;
    }

    /// <inheritdoc/>
    public float Momentum
    {
        get;
        set => field = Decay(value, "momentum");
    }

    // The momentum is kept even while it is 0 (b is then the last step itself), so that a schedule may raise it later.

    /// <inheritdoc/>
    protected override int StateCount => _centered ? 3 : 2;

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        if (_centered) use.Use(new Centered(options.LearningRate, _average, Momentum, _eps), options.Penalty);
        else use.Use(new Plain(options.LearningRate, _average, Momentum, _eps), options.Penalty);
    }

    private readonly struct Plain(float rate, Average average, float momentum, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V v, ref V b, ref V s2)
            where V : struct, IFloats<V>
        {
            v = average.Add(v, g * g);
            b = (b * momentum) + (g / (V.Sqrt(v) + V.Of(eps)));
            w -= b * rate;
        }
    }

    private readonly struct Centered(float rate, Average average, float momentum, float eps) : IUpdateRule
    {
        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V v, ref V b, ref V m)
            where V : struct, IFloats<V>
        {
            v = average.Add(v, g * g);
            m = average.Add(m, g);
            var variance = V.Max(v - (m * m), V.Of(0));
            b = (b * momentum) + (g / (V.Sqrt(variance) + V.Of(eps)));
            w -= b * rate;
        }
    }
}
