using System.ComponentModel;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// Moves parameters against their gradient. An optimiser is a loop over flat spans: element i of every span belongs to parameter i,
/// so it needs to know nothing about layers.
/// </summary>
/// <remarks>
/// <para>State (moments, accumulators) is allocated at the first <see cref="Step"/>; later steps allocate nothing.</para>
/// <para>Every rule uses only IEEE-exact operations (+, −, ×, ÷, √, max) in one order and no fused multiply-add, so the same gradients give
/// the same parameters, bit for bit, on every instruction set.</para>
/// <para>A parameter that is zero with a zero gradient (the padding of the parameter block) stays exactly zero.</para>
/// </remarks>
public abstract partial class Optimizer
{
    private AlignedBuffer[]? _state;
    private int _length;

    /// <summary>Sets the options every optimiser has.</summary>
    /// <param name="learningRate">The step size; not negative.</param>
    /// <param name="weightDecay">Coefficient of the L2 penalty; not negative.</param>
    /// <param name="l1">Coefficient of the L1 penalty; not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is negative, infinite or NaN.</exception>
    protected Optimizer(float learningRate, float weightDecay = 0, float l1 = 0)
    {
        LearningRate = learningRate;
        WeightDecay = NonNegative(weightDecay, nameof(weightDecay));
        L1 = NonNegative(l1, nameof(l1));
    }

    /// <summary>The step size; a schedule sets it between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public float LearningRate
    {
        get;
        set => field = NonNegative(value, nameof(LearningRate));
    }

    /// <summary>λ₂ of the penalty λ₂/2·‖w‖²: adds λ₂·w to the gradient (or shrinks w directly, in the decoupled optimisers).</summary>
    public float WeightDecay { get; }

    /// <summary>λ₁ of the penalty λ₁·‖w‖₁: adds λ₁·sign(w) to the gradient, with sign(0) = 0.</summary>
    public float L1 { get; }

    /// <summary>Steps taken since construction or <see cref="Reset"/>.</summary>
    public int StepCount { get; private set; }

    /// <summary>How many values of state the rule keeps per parameter.</summary>
    protected abstract int StateCount { get; }

    /// <summary>Applies one step in place.</summary>
    /// <param name="parameters">The parameter block.</param>
    /// <param name="gradient">The gradient, in the same layout; unchanged. Applied as it is: whether it is finite the caller decides, for example by
    /// <see cref="GradientClipping.ByNorm"/>, whose norm is then not finite either.</param>
    /// <exception cref="ArgumentException">The lengths differ from each other or from those of the first step.</exception>
    public void Step(Span<float> parameters, ReadOnlySpan<float> gradient)
    {
        var state = Begin(parameters.Length, gradient.Length);
        var next = 0;
        foreach (var group in _groups)
        {
            if (group.Offset > next) Run(parameters, gradient, state, next, group.Offset - next, 1, 1);
            if (!group.IsFrozen) Run(parameters, gradient, state, group.Offset, group.Length, group.LearningRateScale, group.WeightDecayScale);
            next = group.Offset + group.Length;
        }

        if (next < parameters.Length) Run(parameters, gradient, state, next, parameters.Length - next, 1, 1);
    }

    /// <summary>
    /// One step of training: the loss of a batch, and the parameters moved against its gradient, with the same results to the bit as the gradient
    /// followed by <see cref="Step"/>. Where it can, the equation is applied as soon as a piece of the gradient is computed, and most of the
    /// gradient is never stored.
    /// </summary>
    /// <param name="parameters">The parameter block.</param>
    /// <param name="gradient">Memory for a gradient, in the same layout; its contents are undefined afterwards.</param>
    /// <param name="step">The batch.</param>
    /// <returns>The loss; where it is not finite, there is no step: parameters, state and <see cref="StepCount"/> are unchanged.</returns>
    /// <exception cref="ArgumentException">The lengths differ from each other or from those of the first step.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public float Train<TStep>(Span<float> parameters, Span<float> gradient, TStep step)
        where TStep : struct, ITrainingStep, allows ref struct
    {
        return _groups.Length == 0 && step.IsWhole && this is RuleOptimizer rules
            ? TrainFused(rules, parameters, gradient, step)
            : TrainApart(parameters, gradient, step);
    }

    // The equation needs this step's number and corrections before the loss is known: they are taken back if it was no step.
    private float TrainFused<TStep>(RuleOptimizer rules, Span<float> parameters, Span<float> gradient, TStep step)
        where TStep : struct, ITrainingStep, allows ref struct
    {
        var (count, isFirst, loss) = (StepCount, _state is null, float.NaN);
        var state = Begin(parameters.Length, gradient.Length);
        try
        {
            var apart = step.Apart;
            for (var i = 0; i < apart.Length; i += 2) gradient.Slice(apart[i], apart[i + 1]).Clear();
            return loss = rules.TrainFused(parameters, gradient, state, step);
        }
        finally
        {
            if (!float.IsFinite(loss))
            {
                StepCount = count;
                if (isFirst) _state = null;
                rules.TakeBackStep();
            }
        }
    }

    private float TrainApart<TStep>(Span<float> parameters, Span<float> gradient, TStep step)
        where TStep : struct, ITrainingStep, allows ref struct
    {
        gradient.Clear();
        ref var sums = ref MemoryMarshal.GetReference(gradient);
        var sink = default(GradientSum);
        var loss = step.Run(ref sums, ref sums, ref sink);
        if (float.IsFinite(loss)) Step(parameters, gradient);
        return loss;
    }

    /// <summary>Forgets state and step count, as if newly made; options and groups stay.</summary>
    public void Reset()
    {
        _state = null;
        StepCount = 0;
        ResetStep();
    }

    /// <summary>Fills newly allocated state; zero if not overridden.</summary>
    /// <param name="state">All values of one kind of state.</param>
    /// <param name="index">Which kind, from 0 to <see cref="StateCount"/> − 1.</param>
    protected virtual void InitializeState(Span<float> state, int index)
    {
    }

    /// <summary>Computes what all parameters share in a step (bias corrections); <see cref="StepCount"/> already counts this step.</summary>
    protected virtual void PrepareStep()
    {
    }

    /// <summary>Forgets what <see cref="PrepareStep"/> keeps from step to step.</summary>
    protected virtual void ResetStep()
    {
    }

    /// <summary>Applies the rule to a range of parameters.</summary>
    protected abstract void Update(ParameterRange range);

    /// <summary>Checks a coefficient.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    protected static float NonNegative(float value, string name)
    {
        if (!float.IsFinite(value) || value < 0) throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");
        return value;
    }

    /// <summary>Checks a decay rate of a running average or a momentum.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of [0, 1).</exception>
    protected static float Decay(float value, string name)
    {
        if (!(value >= 0 && value < 1)) throw new ArgumentOutOfRangeException(name, value, $"{name} must be at least 0 and less than 1.");
        return value;
    }

    /// <summary>Checks the term that keeps a denominator away from zero; zero is refused because 0/0 would turn padding into NaN.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive and finite.</exception>
    protected static float Epsilon(float value, string name)
    {
        if (!(value > 0) || !float.IsFinite(value)) throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive and finite.");
        return value;
    }

    private AlignedBuffer[] Begin(int parameters, int gradient)
    {
        if (parameters != gradient)
            throw new ArgumentException($"The gradient has {gradient} values, but there are {parameters} parameters.", nameof(gradient));
        if (_state is not null && parameters != _length)
        {
            throw new ArgumentException(
                $"This optimiser holds state for {_length} parameters, but got {parameters}; use one optimiser per network, or Reset().",
                nameof(parameters));
        }

        CheckGroups(parameters);
        var state = _state ?? AllocateState(parameters);
        // A count that is as large as can be stays there: everything that depends on it has long since reached its limit.
        if (StepCount < int.MaxValue) StepCount++;
        PrepareStep();
        return state;
    }

    private AlignedBuffer[] AllocateState(int length)
    {
        var state = new AlignedBuffer[StateCount];
        for (var i = 0; i < state.Length; i++)
        {
            state[i] = new AlignedBuffer(length);
            InitializeState(state[i].Span, i);
        }

        _length = length;
        return _state = state;
    }

    private void Run(
        Span<float> parameters, ReadOnlySpan<float> gradient, AlignedBuffer[] state, int start, int length, float rateScale, float decayScale)
    {
        var p = parameters.Slice(start, length);
        var g = gradient.Slice(start, length);
        Update(new ParameterRange(p, g, state, start, LearningRate * rateScale, WeightDecay * decayScale, L1 * decayScale));
    }
}
