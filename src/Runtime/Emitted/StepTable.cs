using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NetGen.Emitted;

/// <summary>
/// The steps of the sequences of a call, in the scratch memory of a program with recurrences: how many there are behind the memory that does not depend on the number of
/// rows, and the rows of each behind the memory of each row, first in the order of time and then against it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StepTable
{
    /// <summary>Floats of the counts: steps in the order of time, steps against it, sequences.</summary>
    private const int CountsLength = 16;

    /// <summary>Floats of a row's entries.</summary>
    private const int EntriesLength = 8;

    /// <summary>Writes the steps, and zeros to the states from which the recurrences start.</summary>
    /// <param name="workspace">The scratch memory.</param>
    /// <param name="memory">What the program has there.</param>
    /// <param name="states">Offset and length of the states, in turn.</param>
    /// <param name="n">Rows: the steps of all sequences.</param>
    /// <param name="rows">How many sequences have each step, never more than have the one before; empty: one sequence.</param>
    public static void Write(ref float workspace, ProgramMemory memory, ReadOnlySpan<int> states, int n, ReadOnlySpan<int> rows)
    {
        ref var counts = ref Unsafe.As<float, int>(ref Unsafe.Add(ref workspace, memory.Fixed - CountsLength));
        ref var entries = ref Unsafe.As<float, StepRows>(ref Unsafe.Add(ref workspace, memory.Fixed + ((nint)(memory.PerSample - EntriesLength) * n)));
        var forward = MemoryMarshal.CreateSpan(ref entries, n);
        var backward = MemoryMarshal.CreateSpan(ref Unsafe.Add(ref entries, n), n);
        var sequences = rows.IsEmpty ? 1 : rows[0];
        if (memory.HasForwardSteps) counts = Forward(forward, rows);
        if (memory.HasBackwardSteps) Unsafe.Add(ref counts, 1) = Backward(backward, rows);
        Unsafe.Add(ref counts, 2) = sequences;
        for (var i = 0; i < states.Length; i += 2)
            MemoryMarshal.CreateSpan(ref Unsafe.Add(ref workspace, memory.Fixed + ((nint)states[i] * n)), sequences * states[i + 1]).Clear();
    }

    /// <summary>The steps in the order of time.</summary>
    /// <param name="counts">Where the counts are.</param>
    /// <param name="entries">Where the entries are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<StepRows> Forward(ref float counts, ref float entries) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<float, StepRows>(ref entries), Unsafe.As<float, int>(ref counts));

    /// <summary>The steps against the order of time.</summary>
    /// <param name="counts">Where the counts are.</param>
    /// <param name="entries">Where the entries are.</param>
    /// <param name="n">Rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<StepRows> Backward(ref float counts, ref float entries, int n) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref Unsafe.As<float, StepRows>(ref entries), n), Unsafe.Add(ref Unsafe.As<float, int>(ref counts), 1));

    /// <summary>Copies to each row what the source has in the row from which it goes on, or the initial value of its sequence.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="source">What is delayed.</param>
    /// <param name="initial">The initial value of each sequence.</param>
    /// <param name="result">Receives the rows.</param>
    /// <param name="length">Floats of a row.</param>
    public static void Delay(ReadOnlySpan<StepRows> steps, ref float source, ref float initial, ref float result, int length)
    {
        foreach (ref readonly var rows in steps)
        {
            ref var from = ref rows.Before < 0 ? ref Unsafe.Add(ref initial, (nint)rows.Sequence * length) : ref Unsafe.Add(ref source, (nint)rows.Before * length);
            Copy(ref from, ref Unsafe.Add(ref result, (nint)rows.First * length), (nint)rows.Count * length);
        }
    }

    /// <summary>The number of sequences.</summary>
    /// <param name="counts">Where the counts are.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Sequences(ref float counts) => Unsafe.Add(ref Unsafe.As<float, int>(ref counts), 2);

    /// <summary>Copies the rows of the first step.</summary>
    /// <param name="sequences">The number of sequences.</param>
    /// <param name="source">The rows of all steps.</param>
    /// <param name="result">Receives a row for each sequence.</param>
    /// <param name="length">Floats of a row.</param>
    public static void First(int sequences, ref float source, ref float result, int length) =>
        Copy(ref source, ref result, (nint)sequences * length);

    /// <summary>Copies the row of the last step of each sequence.</summary>
    /// <param name="steps">The steps in the order of time.</param>
    /// <param name="source">The rows of all steps.</param>
    /// <param name="result">Receives a row for each sequence.</param>
    /// <param name="length">Floats of a row.</param>
    public static void Last(ReadOnlySpan<StepRows> steps, ref float source, ref float result, int length)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            var (first, count) = Ending(steps, i);
            Copy(ref Unsafe.Add(ref source, (nint)(steps[i].First + first) * length), ref Unsafe.Add(ref result, (nint)first * length), (nint)count * length);
        }
    }

    /// <summary>Copies a row for each sequence to that of the first step; the others become zero.</summary>
    /// <param name="n">Rows of all steps.</param>
    /// <param name="sequences">The number of sequences.</param>
    /// <param name="source">A row for each sequence.</param>
    /// <param name="result">Receives the rows of all steps.</param>
    /// <param name="length">Floats of a row.</param>
    public static void AtFirst(int n, int sequences, ref float source, ref float result, int length)
    {
        Clear(ref result, (nint)n * length);
        First(sequences, ref source, ref result, length);
    }

    /// <summary>Copies a row for each sequence to that of its last step; the others become zero.</summary>
    /// <param name="n">Rows of all steps.</param>
    /// <param name="steps">The steps in the order of time.</param>
    /// <param name="source">A row for each sequence.</param>
    /// <param name="result">Receives the rows of all steps.</param>
    /// <param name="length">Floats of a row.</param>
    public static void AtLast(int n, ReadOnlySpan<StepRows> steps, ref float source, ref float result, int length)
    {
        Clear(ref result, (nint)n * length);
        for (var i = 0; i < steps.Length; i++)
        {
            var (first, count) = Ending(steps, i);
            Copy(ref Unsafe.Add(ref source, (nint)first * length), ref Unsafe.Add(ref result, (nint)(steps[i].First + first) * length), (nint)count * length);
        }
    }

    /// <summary>The sequences that end with a step: the first of them and how many.</summary>
    private static (int First, int Count) Ending(ReadOnlySpan<StepRows> steps, int step)
    {
        var going = step + 1 < steps.Length ? steps[step + 1].Count : 0;
        return (going, steps[step].Count - going);
    }

    /// <summary>Copies rows: whole panels of 16 lanes.</summary>
    internal static void Copy(ref float from, ref float to, nint length)
    {
        for (nint at = 0; at < length; at += Vector256<float>.Count) Vector256.LoadUnsafe(ref Unsafe.Add(ref from, at)).StoreUnsafe(ref Unsafe.Add(ref to, at));
    }

    private static void Clear(ref float rows, nint length)
    {
        for (nint at = 0; at < length; at += Vector256<float>.Count) Vector256<float>.Zero.StoreUnsafe(ref Unsafe.Add(ref rows, at));
    }

    private static int Forward(Span<StepRows> entries, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            for (var step = 0; step < entries.Length; step++) entries[step] = new(step, 1, step - 1, 0);
            return entries.Length;
        }

        for (int step = 0, first = 0; step < rows.Length; first += rows[step++]) entries[step] = new(first, rows[step], step == 0 ? -1 : first - rows[step - 1], 0);
        return rows.Length;
    }

    private static int Backward(Span<StepRows> entries, ReadOnlySpan<int> rows)
    {
        if (rows.IsEmpty)
        {
            var last = entries.Length - 1;
            for (var step = last; step >= 0; step--) entries[last - step] = new(step, 1, step == last ? -1 : step + 1, 0);
            return entries.Length;
        }

        var count = 0;
        for (int step = rows.Length - 1, first = entries.Length; step >= 0; step--)
        {
            first -= rows[step];
            var going = step + 1 < rows.Length ? rows[step + 1] : 0;
            if (going > 0) entries[count++] = new(first, going, first + rows[step], 0);
            if (going < rows[step]) entries[count++] = new(first + going, rows[step] - going, -1, going);
        }

        return count;
    }
}
