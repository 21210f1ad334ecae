using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>A contiguous range of parameters that share their options in one step.</summary>
public readonly ref struct ParameterRange
{
    private readonly AlignedBuffer[] _state;
    private readonly int _start;

    internal ParameterRange(
        Span<float> parameters, ReadOnlySpan<float> gradient, AlignedBuffer[] state, int start, float learningRate, float weightDecay, float l1)
    {
        Parameters = parameters;
        Gradient = gradient;
        _state = state;
        _start = start;
        LearningRate = learningRate;
        WeightDecay = weightDecay;
        L1 = l1;
    }

    /// <summary>The parameters, to be changed in place.</summary>
    public Span<float> Parameters { get; }

    /// <summary>Their gradient.</summary>
    public ReadOnlySpan<float> Gradient { get; }

    /// <summary>The learning rate, already scaled for this range.</summary>
    public float LearningRate { get; }

    /// <summary>The coefficient of the L2 penalty, already scaled for this range.</summary>
    public float WeightDecay { get; }

    /// <summary>The coefficient of the L1 penalty, already scaled for this range.</summary>
    public float L1 { get; }

    /// <summary>The state of these parameters, empty if the optimiser keeps no state of this number.</summary>
    public Span<float> State(int index) => index < _state.Length ? _state[index].Span.Slice(_start, Parameters.Length) : default;
}
