using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Adam: m ← β₁·m + (1 − β₁)·g, v ← β₂·v + (1 − β₂)·g², w ← w − η/(1 − β₁ᵗ) · m / (√v/√(1 − β₂ᵗ) + ε).
/// </summary>
/// <remarks>Kingma and Ba 2015, "Adam: A Method for Stochastic Optimization"; AMSGrad (the largest v so far in place of v): Reddi et al. 2018,
/// "On the Convergence of Adam and Beyond". Weight decay is the L2 penalty, added to the gradient; <see cref="AdamW"/> decouples it.</remarks>
public class Adam : MomentOptimizer
{
    private readonly bool _amsgrad;
    private readonly bool _decoupled;

    /// <summary>Adam.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="beta1">β₁ in [0, 1): decay of the mean of gradients.</param>
    /// <param name="beta2">β₂ in [0, 1): decay of the mean of squared gradients.</param>
    /// <param name="eps">ε, positive.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="amsgrad">Divides by the largest second moment so far.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public Adam(
        float learningRate = 1e-3f, float beta1 = 0.9f, float beta2 = 0.999f,
        float eps = 1e-8f, float weightDecay = 0, bool amsgrad = false, float l1 = 0)
        : this(learningRate, beta1, beta2, eps, weightDecay, amsgrad, l1, decoupled: false)
    {
    }

    private protected Adam(float learningRate, float beta1, float beta2, float eps, float weightDecay, bool amsgrad, float l1, bool decoupled)
        : base(learningRate, beta1, beta2, eps, weightDecay, l1)
    {
        _amsgrad = amsgrad;
        _decoupled = decoupled;
    }

    /// <inheritdoc/>
    protected override int StateCount => _amsgrad ? 3 : 2;

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        var keep = _decoupled ? (float)(1 - ((double)options.LearningRate * options.WeightDecay)) : 1;
        var step = (float)(options.LearningRate / Correction.First);
        var rule = new Moments(keep, step, new Average(Momentum), new Average(Beta2), (float)(1 / Math.Sqrt(Correction.Second)), Eps);
        var penalty = _decoupled ? options.L1Penalty : options.Penalty;
        if (_amsgrad) use.Use(new LargestMoments(rule), penalty);
        else use.Use(rule, penalty);
    }

    private readonly struct Moments(float keep, float step, Average mean, Average square, float correction, float eps) : IUpdateRule
    {
        public static int States => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V v, ref V s2)
            where V : struct, IFloats<V>
        {
            Accumulate(g, ref m, ref v);
            Move(ref w, m, v);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Accumulate<V>(V g, ref V m, ref V v)
            where V : struct, IFloats<V>
        {
            m = mean.Add(m, g);
            v = square.Add(v, g * g);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Move<V>(ref V w, V m, V v)
            where V : struct, IFloats<V>
        {
            var denominator = (V.Sqrt(v) * correction) + V.Of(eps);
            w = (w * keep) - (m / denominator * step);
        }
    }

    private readonly struct LargestMoments(Moments rule) : IUpdateRule
    {
        public static int States => 3;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V m, ref V v, ref V largest)
            where V : struct, IFloats<V>
        {
            rule.Accumulate(g, ref m, ref v);
            largest = V.Max(largest, v);
            rule.Move(ref w, m, largest);
        }
    }
}
