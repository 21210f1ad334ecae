using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NetGen.Training;

/// <summary>Memory on the stack for a register tile on its way to a gradient sink.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[InlineArray(Length + Alignment)]
public struct GradientTile
{
    // As many floats as the largest instruction set has in its registers, and a cache line to begin on one.
    private const int Length = 512, Alignment = 16;

    private float _element;

    /// <summary>The first float on a cache line's boundary. Only of a tile on the stack, which does not move.</summary>
    [UnscopedRef]
    public unsafe ref float First
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.AddByteOffset(ref _element, -(nint)Unsafe.AsPointer(ref _element) & (Alignment * sizeof(float) - 1));
    }
}
