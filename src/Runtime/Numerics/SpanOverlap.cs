using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Numerics;

/// <summary>Refuses to write where something is still to be read. Any overlap is refused, that of equal spans too.</summary>
public static class SpanOverlap
{
    /// <summary>Refuses values that are written into memory from which others are read.</summary>
    /// <param name="method">What was called, for the message: <c>LeNet5.Forward</c>.</param>
    /// <param name="written">What is written.</param>
    /// <param name="writtenName">Its name.</param>
    /// <param name="read">What is read.</param>
    /// <param name="readName">Its name.</param>
    /// <exception cref="ArgumentException">They share a float.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refuse(string method, ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<float> read, string readName)
    {
        if (written.Overlaps(read)) Throw(method, writtenName, readName);
    }

    /// <summary>Refuses values that are written into memory from which class indices are read.</summary>
    /// <param name="method">What was called, for the message: <c>LeNet5.Gradient</c>.</param>
    /// <param name="written">What is written.</param>
    /// <param name="writtenName">Its name.</param>
    /// <param name="read">What is read.</param>
    /// <param name="readName">Its name.</param>
    /// <exception cref="ArgumentException">They share memory.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refuse(string method, ReadOnlySpan<float> written, string writtenName, ReadOnlySpan<int> read, string readName)
    {
        if (MemoryMarshal.AsBytes(written).Overlaps(MemoryMarshal.AsBytes(read))) Throw(method, writtenName, readName);
    }

    /// <summary>Refuses values that are written into a network's own block. One comparison: a span that touches the block begins in it, as memory of its own surrounds it.</summary>
    /// <param name="method">What was called, for the message: <c>LeNet5.Forward</c>.</param>
    /// <param name="written">What is written.</param>
    /// <param name="writtenName">Its name.</param>
    /// <param name="block">The block.</param>
    /// <param name="blockName">Its name.</param>
    /// <exception cref="ArgumentException">They share a float.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Refuse(string method, ReadOnlySpan<float> written, string writtenName, AlignedBuffer block, string blockName)
    {
        ArgumentNullException.ThrowIfNull(block);
        var offset = Unsafe.ByteOffset(ref block.Reference, ref MemoryMarshal.GetReference(written));
        if ((nuint)offset < (nuint)block.Length * sizeof(float) && !written.IsEmpty) Throw(method, writtenName, blockName);
    }

    private static void Throw(string method, string written, string read) =>
        throw new ArgumentException($"{method} writes the {written} while it reads the {read}: they must not overlap, but the spans share memory. Pass spans of different arrays.", written);
}
