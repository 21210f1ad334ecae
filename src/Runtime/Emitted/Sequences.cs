using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>Forward passes of sequences. What is emitted for a network calls it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Sequences
{
    /// <summary>Refuses a sequence that has no step or too many.</summary>
    /// <param name="network">The network's class, for the message.</param>
    /// <param name="method">What was called.</param>
    /// <param name="input">How many values the sequence has.</param>
    /// <param name="perStep">Values of a step.</param>
    /// <param name="greatest">The greatest number of steps.</param>
    /// <exception cref="ArgumentException">It has no step, too many or a part of one.</exception>
    public static void Check(string network, string method, int input, int perStep, int greatest)
    {
        if (input == 0 || input > (long)greatest * perStep || input % perStep != 0)
            throw new ArgumentException($"{network}.{method} needs T x {perStep} input values with T from 1 to {greatest} steps, but got {input}.", nameof(input));
    }

    /// <summary>The outputs of several sequences; behind the end of each they are zero.</summary>
    /// <param name="method">What was called, for messages.</param>
    /// <param name="network">The network.</param>
    /// <param name="batch">The sequences, padded to the longest.</param>
    /// <param name="lengths">The steps of each.</param>
    /// <param name="output">Receives the outputs, padded alike.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or the output overlaps what is read.</exception>
    public static void Forward(string method, INetwork network, ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, Span<float> output)
    {
        ArgumentNullException.ThrowIfNull(network);
        var info = network.Description;
        var sequences = new SequenceBatch(method, lengths, info.Steps);
        sequences.Check(batch.Length, info.InputLength, nameof(batch));
        sequences.Check(output.Length, info.OutputLength, nameof(output));
        sequences.Refuse(output, nameof(output), batch, nameof(batch));
        for (var next = 0; next < sequences.Count;)
        {
            var (first, steps, padding) = sequences.Run(ref next, info.Steps);
            network.Forward(batch.Slice(first * info.InputLength, steps * info.InputLength), output.Slice(first * info.OutputLength, steps * info.OutputLength));
            output.Slice((first + steps) * info.OutputLength, padding * info.OutputLength).Clear();
        }
    }
}
