using NetGen.Numerics;

namespace NetGen.Emitted;

/// <summary>The memory of a forward pass of several sequences: their order, and inputs and outputs step by step. It belongs to a workspace.</summary>
internal sealed class SequencePacking
{
    private AlignedBuffer? _input, _output;

    /// <summary>The order of the sequences.</summary>
    public SequenceOrder Order { get; } = new();

    /// <summary>Memory for inputs.</summary>
    public Span<float> Input(long length) => Of(ref _input, length);

    /// <summary>Memory for outputs.</summary>
    public Span<float> Output(long length) => Of(ref _output, length);

    private static Span<float> Of(ref AlignedBuffer? memory, long length)
    {
        if (memory is null || memory.Length < length) memory = new AlignedBuffer(length);
        return memory.Span[..(int)length];
    }
}
