using System.ComponentModel;
using NetGen.Numerics;

namespace NetGen.Emitted;

/// <summary>Memory for the steps of sequences of several lengths, without the padding between them; one caller at a time. Each network of sequences that has a loss owns one.</summary>
/// <param name="greatest">The greatest number of steps of a sequence.</param>
/// <param name="inputLength">Input values of a step.</param>
/// <param name="labelLength">Class indices of a step.</param>
/// <param name="valueLength">Target values of a step.</param>
/// <param name="isOne">Whether labels and targets are those of whole sequences instead of steps.</param>
/// <param name="isRecurrent">Whether the network must know which steps belong to which sequence: then the steps of all sequences stand side by side, the first ones first.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SequenceMemory(int greatest, int inputLength, int labelLength, int valueLength, bool isRecurrent, bool isOne)
{
    private AlignedBuffer? _input, _targets;
    private readonly SequenceOrder _order = new();
    private int[] _labels = [];
    private int _isTaken;

    /// <summary>The steps that exist; <see cref="SequenceSteps.Dispose"/> must follow.</summary>
    /// <param name="method">What was called, for messages.</param>
    /// <param name="batch">The sequences, padded to the longest.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="labels">Their class indices, padded alike; empty where there are none.</param>
    /// <param name="targets">Their target values, padded alike; empty where there are none.</param>
    /// <param name="written">What is written while these are read.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or what is written overlaps what is read.</exception>
    /// <exception cref="InvalidOperationException">Another call has not ended.</exception>
    public SequenceSteps Take(string method, ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, ReadOnlySpan<float> written = default)
    {
        var sequences = new SequenceBatch(method, lengths, greatest);
        sequences.Check(batch.Length, inputLength, nameof(batch));
        if (isOne)
        {
            sequences.CheckEach(labels.Length, labelLength, nameof(labels));
            sequences.CheckEach(targets.Length, valueLength, nameof(targets));
        }
        else
        {
            sequences.Check(labels.Length, labelLength, nameof(labels));
            sequences.Check(targets.Length, valueLength, nameof(targets));
        }

        sequences.Refuse(written, "gradient", batch, nameof(batch));
        sequences.Refuse(written, "gradient", labels, nameof(labels));
        sequences.Refuse(written, "gradient", targets, nameof(targets));
        if (Interlocked.Exchange(ref _isTaken, 1) != 0)
            throw new InvalidOperationException($"{method} was called while another call of Evaluate, Gradient or Train of the same network was under way; they share memory. Call one after the other, or give each thread a network of its own.");
        if (isRecurrent ? sequences.Count == 1 : sequences.IsDense) return new(this, batch, labels, targets, []);
        try
        {
            ReadOnlySpan<int> order = [], rows = [];
            if (isRecurrent)
            {
                _order.Sort(lengths, sequences.Longest);
                order = _order.Group(lengths, 0, long.MaxValue, out rows, out _);
            }

            return new(
                this, Packed(sequences, order, rows, batch, inputLength, ref _input, isJudged: false), PackedLabels(sequences, order, rows, labels),
                Packed(sequences, order, rows, targets, valueLength, ref _targets, isJudged: true), rows);
        }
        catch (OutOfMemoryException)
        {
            GiveBack();
            throw;
        }
    }

    internal void GiveBack() => Volatile.Write(ref _isTaken, 0);

    private long Length(SequenceBatch sequences, int perStep, bool isJudged) => (isJudged && isOne ? sequences.Count : sequences.Steps) * perStep;

    private void Pack<T>(SequenceBatch sequences, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, ReadOnlySpan<T> padded, int perStep, Span<T> packed, bool isJudged)
    {
        if (isJudged && isOne) SequenceBatch.Pack(padded, perStep, order, packed);
        else if (isRecurrent) sequences.PackSteps(padded, perStep, order, rows, packed);
        else sequences.Pack(padded, perStep, packed);
    }

    private ReadOnlySpan<float> Packed(SequenceBatch sequences, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, ReadOnlySpan<float> padded, int perStep, ref AlignedBuffer? memory, bool isJudged)
    {
        var length = Length(sequences, perStep, isJudged);
        if (memory is null || memory.Length < length) memory = new AlignedBuffer(length);
        var packed = memory.Span[..(int)length];
        Pack(sequences, order, rows, padded, perStep, packed, isJudged);
        return packed;
    }

    private ReadOnlySpan<int> PackedLabels(SequenceBatch sequences, ReadOnlySpan<int> order, ReadOnlySpan<int> rows, ReadOnlySpan<int> labels)
    {
        var length = (int)Length(sequences, labelLength, isJudged: true);
        if (_labels.Length < length) _labels = new int[length];
        Pack(sequences, order, rows, labels, labelLength, _labels.AsSpan(0, length), isJudged: true);
        return _labels.AsSpan(0, length);
    }
}
