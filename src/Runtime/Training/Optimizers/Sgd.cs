using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Stochastic gradient descent: w ← w − η·g; with momentum b ← μ·b + (1 − τ)·g and w ← w − η·b; with Nesterov's momentum
/// w ← w − η·(g + μ·b).
/// </summary>
/// <remarks>As in PyTorch, dampening τ does not apply to the first step. Sutskever et al. 2013, "On the importance of initialization and
/// momentum in deep learning".</remarks>
public sealed class Sgd : RuleOptimizer, IMomentum
{
    private readonly float _dampening;
    private readonly bool _nesterov;
    private readonly bool _keepsMomentum;

    /// <summary>Stochastic gradient descent.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="momentum">μ in [0, 1).</param>
    /// <param name="dampening">τ in [0, 1].</param>
    /// <param name="nesterov">Nesterov's momentum; needs a momentum and no dampening.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty.</param>
    /// <param name="l1">Coefficient of the L1 penalty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    /// <exception cref="ArgumentException">Nesterov's momentum without momentum, or with dampening.</exception>
    public Sgd(float learningRate = 1e-3f, float momentum = 0, float dampening = 0, bool nesterov = false, float weightDecay = 0, float l1 = 0)
        : base(learningRate, weightDecay, l1)
    {
        if (!(dampening >= 0 && dampening <= 1))
            throw new ArgumentOutOfRangeException(nameof(dampening), dampening, "dampening must be from 0 to 1.");
        if (nesterov && (momentum <= 0 || dampening != 0))
            throw new ArgumentException("Nesterov's momentum needs a momentum above 0 and no dampening.", nameof(nesterov));
        _keepsMomentum = momentum > 0;
        Momentum = momentum;
        _dampening = dampening;
        _nesterov = nesterov;
    }

    /// <inheritdoc/>
    public float Momentum
    {
        get;
        set
        {
            var momentum = Decay(value, "momentum");
            if (momentum > 0 && !_keepsMomentum)
                throw new InvalidOperationException("This Sgd keeps no momentum; give it one at construction, then it may be changed.");
            field = momentum;
        }
    }

    /// <inheritdoc/>
    protected override int StateCount => _keepsMomentum ? 1 : 0;

    /// <inheritdoc/>
    private protected override void Choose<TUse>(StepOptions options, ref TUse use)
    {
        if (!_keepsMomentum)
        {
            use.Use(new Plain(options.LearningRate), options.Penalty);
            return;
        }

        var fresh = StepCount == 1 ? 1 : 1 - _dampening;
        if (_nesterov) use.Use(new Nesterov(options.LearningRate, Momentum), options.Penalty);
        else use.Use(new Heavy(options.LearningRate, Momentum, fresh), options.Penalty);
    }

    /// <inheritdoc/>
    internal override float TrainFused<TStep>(Span<float> parameters, Span<float> gradient, AlignedBuffer[] state, TStep step)
    {
        if (_keepsMomentum || WeightDecay != 0 || L1 != 0) return base.TrainFused(parameters, gradient, state, step);
        var update = new Update<Plain>(new Plain(LearningRate), default, 0, 0, 0);
        var sink = new PlainUpdate<Plain>(LearningRate, update);
        var loss = step.Run(ref MemoryMarshal.GetReference(parameters), ref MemoryMarshal.GetReference(gradient), ref sink);
        Finish(step, loss, update, parameters, gradient);
        return loss;
    }

    private readonly struct Plain(float rate) : IUpdateRule
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V s0, ref V s1, ref V s2)
            where V : struct, IFloats<V> => w -= g * rate;
    }

    private readonly struct Heavy(float rate, float momentum, float fresh) : IUpdateRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V b, ref V s1, ref V s2)
            where V : struct, IFloats<V>
        {
            b = V.Normal((b * momentum) + (g * fresh));
            w -= b * rate;
        }
    }

    private readonly struct Nesterov(float rate, float momentum) : IUpdateRule
    {
        public static int States => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V b, ref V s1, ref V s2)
            where V : struct, IFloats<V>
        {
            b = V.Normal((b * momentum) + g);
            w -= (g + (b * momentum)) * rate;
        }
    }
}
