using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>The steps of sequences, one behind the other without padding: the caller's own memory where there is none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SequenceSteps
{
    private readonly SequenceMemory _memory;

    internal SequenceSteps(SequenceMemory memory, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets)
    {
        _memory = memory;
        Input = input;
        Labels = labels;
        Targets = targets;
    }

    /// <summary>The inputs.</summary>
    public ReadOnlySpan<float> Input { get; }

    /// <summary>The class indices.</summary>
    public ReadOnlySpan<int> Labels { get; }

    /// <summary>The target values.</summary>
    public ReadOnlySpan<float> Targets { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _memory.GiveBack();
}
