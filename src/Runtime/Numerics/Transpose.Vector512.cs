using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>Four block rows at a time: the whole height of the tile.</content>
public static partial class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocks16Vector512(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        for (nint column = 0; column < Side; column += Block)
        {
            ref var from = ref Unsafe.Add(ref source, column);
            ref var to = ref Unsafe.Add(ref destination, column * destinationStride);
            var a = Row512(ref from, sourceStride, 0);
            var b = Row512(ref from, sourceStride, 1);
            var c = Row512(ref from, sourceStride, 2);
            var d = Row512(ref from, sourceStride, 3);

            // Pairs of rows, then pairs of pairs.
            var ac0 = ZipLow(a, c);
            var bd0 = ZipLow(b, d);
            var ac1 = ZipHigh(a, c);
            var bd1 = ZipHigh(b, d);
            Unsafe.As<float, Vector512<float>>(ref to) = ZipLow(ac0, bd0);
            Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, destinationStride)) = ZipHigh(ac0, bd0);
            Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, 2 * destinationStride)) = ZipLow(ac1, bd1);
            Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref to, 3 * destinationStride)) = ZipHigh(ac1, bd1);
        }
    }

    /// <summary>The same, past the caches: the destination's rows are on boundaries of 64 bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static unsafe void Blocks16Streamed(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        for (nint column = 0; column < Side; column += Block)
        {
            ref var from = ref Unsafe.Add(ref source, column);
            var to = (float*)Unsafe.AsPointer(ref destination) + (column * destinationStride);
            var a = Row512(ref from, sourceStride, 0);
            var b = Row512(ref from, sourceStride, 1);
            var c = Row512(ref from, sourceStride, 2);
            var d = Row512(ref from, sourceStride, 3);
            var ac0 = ZipLow(a, c);
            var bd0 = ZipLow(b, d);
            var ac1 = ZipHigh(a, c);
            var bd1 = ZipHigh(b, d);
            ZipLow(ac0, bd0).StoreAlignedNonTemporal(to);
            ZipHigh(ac0, bd0).StoreAlignedNonTemporal(to + destinationStride);
            ZipLow(ac1, bd1).StoreAlignedNonTemporal(to + (2 * destinationStride));
            ZipHigh(ac1, bd1).StoreAlignedNonTemporal(to + (3 * destinationStride));
        }
    }

    // Lane i holds row k of the i-th block of a block column.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Row512(ref float column, nint stride, nint k) =>
        Row256(ref column, stride, k).ToVector512Unsafe().WithUpper(Row256(ref Unsafe.Add(ref column, 2 * Block * stride), stride, k));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ZipLow(Vector512<float> a, Vector512<float> b) => Avx512F.UnpackLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ZipHigh(Vector512<float> a, Vector512<float> b) => Avx512F.UnpackHigh(a, b);
}
