using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>The steps of sequences without padding, one sequence behind the other or one step of all behind the other: the caller's own memory where there is none.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SequenceSteps
{
    private readonly SequenceMemory _memory;

    internal SequenceSteps(SequenceMemory memory, ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<int> rows)
    {
        Rows = rows;
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

    /// <summary>How many sequences have each step, where their steps stand side by side; empty where one stands behind the other.</summary>
    public ReadOnlySpan<int> Rows { get; }

    /// <summary>Gives the memory back.</summary>
    public void Dispose() => _memory.GiveBack();
}
