using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Numerics;

/// <summary>Refuses to write where something is still to be read. Any overlap is refused, that of equal spans too.</summary>
internal static class SpanOverlap
{
    /// <summary>Whether a span shares memory with a network's own block. One comparison: a span that touches the block begins in it, as memory of its own surrounds it.</summary>
    /// <param name="block">The block.</param>
    /// <param name="span">The span.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsIn(AlignedBuffer block, ReadOnlySpan<float> span)
    {
        var offset = Unsafe.ByteOffset(ref block.Reference, ref MemoryMarshal.GetReference(span));
        return (nuint)offset < (nuint)block.Length * sizeof(float) && !span.IsEmpty;
    }

    /// <summary>Says what overlaps.</summary>
    /// <param name="method">What was called: <c>LeNet5.Forward</c>.</param>
    /// <param name="written">The name of what is written.</param>
    /// <param name="read">The name of what is read.</param>
    [DoesNotReturn]
    public static void Throw(string method, string written, string read) =>
        throw new ArgumentException($"{method} writes the {written} while it reads the {read}: they must not overlap, but the spans share memory. Pass spans of different arrays.", written);
}
