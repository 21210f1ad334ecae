using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// An optimiser whose step is one equation for each parameter. Its equation can be applied where a gradient is computed, see
/// <see cref="Optimizer.Train"/>.
/// </summary>
public abstract class RuleOptimizer : Optimizer
{
    private protected RuleOptimizer(float learningRate, float weightDecay, float l1)
        : base(learningRate, weightDecay, l1)
    {
    }

    /// <inheritdoc/>
    protected sealed override void Update(ParameterRange range)
    {
        var use = new RangeUse(range);
        Choose(new StepOptions(range.LearningRate, range.WeightDecay, range.L1), ref use);
    }

    /// <summary>Makes the rule of the step at hand and hands it on.</summary>
    private protected abstract void Choose<TUse>(StepOptions options, ref TUse use)
        where TUse : struct, IRuleUse, allows ref struct;

    /// <summary>A step with the equation applied where the gradient is computed.</summary>
    internal virtual float TrainFused<TStep>(Span<float> parameters, Span<float> gradient, AlignedBuffer[] state, TStep step)
        where TStep : struct, ITrainingStep, allows ref struct
    {
        var use = new StepUse<TStep>(step, parameters, gradient, state);
        Choose(new StepOptions(LearningRate, WeightDecay, L1), ref use);
        return use.Loss;
    }

    /// <summary>Undoes <see cref="Optimizer.PrepareStep"/> of a step that was refused.</summary>
    internal virtual void TakeBackStep()
    {
    }

    /// <summary>Updates the parameters whose gradients have been written down.</summary>
    private protected static void Finish<TStep, TRule>(TStep step, float loss, Update<TRule> update, Span<float> parameters, Span<float> gradient)
        where TStep : struct, ITrainingStep, allows ref struct
        where TRule : struct, IUpdateRule
    {
        if (!float.IsFinite(loss)) return;
        var apart = step.Apart;
        for (var i = 0; i < apart.Length; i += 2) update.Run(parameters.Slice(apart[i], apart[i + 1]), gradient.Slice(apart[i], apart[i + 1]));
    }

    // The distances between blocks that never move.
    private static Update<TRule> At<TRule>(TRule rule, Penalty penalty, ref float parameters, Span<float> state0, Span<float> state1, Span<float> state2)
        where TRule : struct, IUpdateRule => new(rule, penalty, Distance(ref parameters, state0), Distance(ref parameters, state1), Distance(ref parameters, state2));

    private static nint Distance(ref float parameters, Span<float> state) =>
        state.IsEmpty ? 0 : Unsafe.ByteOffset(ref parameters, ref MemoryMarshal.GetReference(state));

    private readonly ref struct RangeUse(ParameterRange range) : IRuleUse
    {
        private readonly ParameterRange _range = range;

        public void Use<TRule>(TRule rule, Penalty penalty)
            where TRule : struct, IUpdateRule
        {
            // A span of the caller's may move while distances are in use.
            unsafe
            {
                fixed (float* parameters = _range.Parameters)
                {
                    var at = At(rule, penalty, ref Unsafe.AsRef<float>(parameters), _range.State(0), _range.State(1), _range.State(2));
                    at.Run(_range.Parameters, _range.Gradient);
                }
            }
        }
    }

    private ref struct StepUse<TStep>(TStep step, Span<float> parameters, Span<float> gradient, AlignedBuffer[] state) : IRuleUse
        where TStep : struct, ITrainingStep, allows ref struct
    {
        private readonly TStep _step = step;
        private readonly Span<float> _parameters = parameters;
        private readonly Span<float> _gradient = gradient;
        private readonly AlignedBuffer[] _state = state;

        public float Loss { get; private set; }

        public void Use<TRule>(TRule rule, Penalty penalty)
            where TRule : struct, IUpdateRule
        {
            // As above: an array that the garbage collector moved would leave the distances pointing anywhere.
            unsafe
            {
                fixed (float* parameters = _parameters)
                {
                    ref var first = ref Unsafe.AsRef<float>(parameters);
                    var update = At(rule, penalty, ref first, State(0), State(1), State(2));
                    Loss = _step.Run(ref first, ref MemoryMarshal.GetReference(_gradient), ref update);
                    Finish(_step, Loss, update, _parameters, _gradient);
                }
            }
        }

        private readonly Span<float> State(int index) => index < _state.Length ? _state[index].Span : default;
    }
}
