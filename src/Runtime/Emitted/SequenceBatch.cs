using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace NetGen.Emitted;

/// <summary>Sequences of several lengths in one call: the caller pads them to the longest, and what lies behind a length is not read.</summary>
internal readonly ref struct SequenceBatch
{
    private readonly string _method;
    private readonly ReadOnlySpan<int> _lengths;

    /// <param name="method">What was called, for messages: <c>Tagger.Forward</c>.</param>
    /// <param name="lengths">The steps of each sequence.</param>
    /// <param name="greatest">The greatest number of steps.</param>
    /// <exception cref="ArgumentException">A sequence has no step, or too many.</exception>
    public SequenceBatch(string method, ReadOnlySpan<int> lengths, int greatest)
    {
        _method = method;
        _lengths = lengths;
        for (var i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 1 || lengths[i] > greatest) ThrowLength(method, lengths, i, greatest);
            Longest = Math.Max(Longest, lengths[i]);
            Steps += lengths[i];
        }
    }

    /// <summary>The steps of each sequence.</summary>
    public ReadOnlySpan<int> Lengths => _lengths;

    /// <summary>The number of sequences.</summary>
    public int Count => _lengths.Length;

    /// <summary>The steps of the longest sequence.</summary>
    public int Longest { get; }

    /// <summary>The steps of all sequences together.</summary>
    public long Steps { get; }

    /// <summary>Whether all sequences are of one length, so that there is no padding.</summary>
    public bool IsDense => Steps == (long)Count * Longest;

    /// <summary>Refuses values that are not those of the padded sequences.</summary>
    /// <param name="length">How many there are.</param>
    /// <param name="perStep">How many a step has.</param>
    /// <param name="name">Their name.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void Check(int length, int perStep, string name)
    {
        if (length != (long)Count * Longest * perStep) ThrowValues(length, perStep, name);
    }

    /// <summary>Refuses values of which there are not as many for each sequence.</summary>
    /// <param name="length">How many there are.</param>
    /// <param name="each">How many a sequence has.</param>
    /// <param name="name">Their name.</param>
    /// <exception cref="ArgumentException">There are more or fewer.</exception>
    public void CheckEach(int length, int each, string name)
    {
        if (length != (long)Count * each) ThrowEach(length, each, name);
    }

    /// <summary>Copies the values of sequences in another order.</summary>
    public static void Pack<T>(ReadOnlySpan<T> values, int each, ReadOnlySpan<int> order, Span<T> packed)
    {
        for (var i = 0; i < order.Length; i++) values.Slice(order[i] * each, each).CopyTo(packed[(i * each)..]);
    }

    /// <summary>Refuses to write into memory from which the caller's values or lengths are read.</summary>
    /// <exception cref="ArgumentException">They overlap.</exception>
    public void Refuse<T>(ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<T> read, string readName)
        where T : unmanaged
    {
        var bytes = MemoryMarshal.AsBytes(written);
        if (bytes.Overlaps(MemoryMarshal.AsBytes(read))) ThrowOverlap(writtenName, readName);
        if (bytes.Overlaps(MemoryMarshal.AsBytes(_lengths))) ThrowOverlap(writtenName, "lengths");
    }

    /// <summary>Copies the values of the steps that exist, those of one sequence behind those of the other.</summary>
    public void Pack<T>(ReadOnlySpan<T> padded, int perStep, Span<T> packed)
    {
        var done = 0;
        for (var i = 0; i < Count; i++)
        {
            var values = _lengths[i] * perStep;
            padded.Slice(i * Longest * perStep, values).CopyTo(packed[done..]);
            done += values;
        }
    }

    /// <summary>Copies the values of the steps that exist, step by step: those of the first step of all sequences, then those of the second.</summary>
    public void PackSteps<T>(ReadOnlySpan<T> padded, int perStep, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, Span<T> packed)
    {
        var done = 0;
        for (var step = 0; step < rows.Length; step++)
        {
            foreach (var sequence in order[..rows[step]])
            {
                padded.Slice(((sequence * Longest) + step) * perStep, perStep).CopyTo(packed[done..]);
                done += perStep;
            }
        }
    }

    /// <summary>The reverse of <see cref="PackSteps"/>; what lies behind a length becomes zero.</summary>
    public void UnpackSteps(ReadOnlySpan<float> packed, int perStep, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, Span<float> padded)
    {
        var done = 0;
        for (var step = 0; step < rows.Length; step++)
        {
            foreach (var sequence in order[..rows[step]])
            {
                packed.Slice(done, perStep).CopyTo(padded[(((sequence * Longest) + step) * perStep)..]);
                done += perStep;
            }
        }

        foreach (var sequence in order) padded.Slice(((sequence * Longest) + _lengths[sequence]) * perStep, (Longest - _lengths[sequence]) * perStep).Clear();
    }

    /// <summary>The reverse of <see cref="Pack{T}(ReadOnlySpan{T}, int, ReadOnlySpan{int}, Span{T})"/>.</summary>
    public static void Unpack(ReadOnlySpan<float> packed, int each, ReadOnlySpan<int> order, Span<float> values)
    {
        for (var i = 0; i < order.Length; i++) packed.Slice(i * each, each).CopyTo(values[(order[i] * each)..]);
    }

    /// <summary>Moves to the next steps that follow each other without padding between them: those of a sequence, and of further ones where it is as long as the longest.</summary>
    /// <param name="next">The next sequence; moved behind the last one of the run.</param>
    /// <param name="most">Most steps of a run of several sequences.</param>
    /// <returns>The first step among the padded ones, the steps of the run, and how many of padding follow.</returns>
    public (int First, int Steps, int Padding) Run(ref int next, int most)
    {
        var first = next * Longest;
        var steps = _lengths[next];
        while (_lengths[next] == Longest && next + 1 < Count && steps + _lengths[next + 1] <= most) steps += _lengths[++next];
        var padding = Longest - _lengths[next];
        next++;
        return (first, steps, padding);
    }

    [DoesNotReturn]
    private static void ThrowLength(string method, ReadOnlySpan<int> lengths, int sequence, int greatest) =>
        throw new ArgumentException($"{method}: sequence {sequence} has {lengths[sequence]} steps, but must have 1 to {greatest}.", nameof(lengths));

    [DoesNotReturn]
    private void ThrowValues(int length, int perStep, string name) => throw new ArgumentException(
        $"{_method} needs {Count} x {Longest} x {perStep} values ({Count} sequences, padded to the longest of {Longest} steps), but got {length}.", name);

    [DoesNotReturn]
    private void ThrowEach(int length, int each, string name) =>
        throw new ArgumentException($"{_method} needs {Count} x {each} values, those of {Count} sequences, but got {length}.", name);

    [DoesNotReturn]
    private void ThrowOverlap(string written, string read) =>
        throw new ArgumentException($"{_method} writes the {written} while it reads the {read}: they must not overlap, but the spans share memory. Pass spans of different arrays.", written);
}
