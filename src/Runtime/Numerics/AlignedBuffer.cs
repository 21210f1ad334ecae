using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NetGen.Numerics;

/// <summary>
/// A block of floats that starts on a 64-byte boundary (one cache line, one 512-bit vector) and never moves. It is a pinned array, so it
/// needs no finaliser and a <c>ref</c> into it keeps it alive.
/// </summary>
public sealed class AlignedBuffer
{
    private const int AlignmentBytes = 64;
    private readonly float[] _storage;
    private readonly int _start;

    /// <summary>A zeroed block of <paramref name="length"/> floats.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length is negative, or more than an array can hold (about 2³¹ floats).</exception>
    public AlignedBuffer(long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        // One cache line in front for the alignment, one behind: a vector read at the last element stays inside of the array.
        const int around = 2 * AlignmentBytes / sizeof(float);
        if (length > Array.MaxLength - around) throw new ArgumentOutOfRangeException(nameof(length), length, $"A block of {length} floats is more than an array can hold ({Array.MaxLength - around}); take fewer samples at once.");
        Length = (int)length;
        _storage = GC.AllocateArray<float>(Length + around, pinned: true);
        var misalignment = (int)(Address(_storage) % AlignmentBytes);
        _start = misalignment == 0 ? 0 : (AlignmentBytes - misalignment) / sizeof(float);
    }

    /// <summary>Floats in the block.</summary>
    public int Length { get; }

    /// <summary>The block.</summary>
    public Span<float> Span => _storage.AsSpan(_start, Length);

    /// <summary>The first float.</summary>
    public ref float Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_storage), _start);
    }

    [SuppressMessage("Security", "CA5392", Justification = "No native call.")]
    private static nuint Address(float[] array) => (nuint)Marshal.UnsafeAddrOfPinnedArrayElement(array, 0);
}
