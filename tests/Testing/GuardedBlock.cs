using NetGen.Numerics;

namespace NetGen.Testing;

/// <summary>
/// A block of floats, aligned as the runtime aligns it, full of NaN and followed by more of it: code that reads memory it has not written, or past
/// the end, computes NaN, and code that writes past the end is found by <see cref="Check"/>.
/// </summary>
internal sealed class GuardedBlock
{
    private const int GuardLength = 32;

    /// <summary>A quiet NaN with a payload no operation makes.</summary>
    private const int GuardBits = 0x7FC5A5A5;

    private readonly string _name;
    private readonly AlignedBuffer _memory;
    private readonly int _start;

    /// <param name="name">What it is, for messages.</param>
    /// <param name="length">Its floats.</param>
    /// <param name="fill">What it holds instead of NaN; the guards around it are NaN all the same.</param>
    public GuardedBlock(string name, int length, float? fill = null)
    {
        _name = name;
        Length = length;
        // A guard in front too; it keeps the alignment.
        _start = GuardLength;
        _memory = new AlignedBuffer(length + (2 * GuardLength));
        _memory.Span.Fill(BitConverter.Int32BitsToSingle(GuardBits));
        if (fill is { } value) Span.Fill(value);
    }

    public int Length { get; }

    public Span<float> Span => _memory.Span.Slice(_start, Length);

    public ref float this[int index] => ref _memory.Span[_start + index];

    public static GuardedBlock Of(string name, double[] values)
    {
        var block = new GuardedBlock(name, values.Length);
        for (var i = 0; i < values.Length; i++) block[i] = (float)values[i];
        return block;
    }

    public double[] ToDoubles()
    {
        var values = new double[Length];
        for (var i = 0; i < Length; i++) values[i] = this[i];
        return values;
    }

    /// <summary>Fails when memory in front of or behind the block was written.</summary>
    public void Check()
    {
        for (var i = 0; i < GuardLength; i++)
        {
            if (BitConverter.SingleToInt32Bits(_memory.Span[i]) != GuardBits) throw new InvalidOperationException($"The {_name} was written {GuardLength - i} floats in front of its start.");
            if (BitConverter.SingleToInt32Bits(_memory.Span[_start + Length + i]) != GuardBits) throw new InvalidOperationException($"The {_name} was written {i + 1} floats behind its {Length}.");
        }
    }
}
