using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Hints to the memory hierarchy.</summary>
public static class Cache
{
    /// <summary>
    /// Asks for the cache line of this float, so that it is in the second-level cache when it is read. Does nothing where there is no such
    /// instruction, and no harm where there is no such memory.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Prefetch(ref float place)
    {
        if (Sse.IsSupported) Sse.Prefetch1(Unsafe.AsPointer(ref place));
    }
}
