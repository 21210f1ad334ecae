using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>Two block rows at a time.</content>
public static partial class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocks16Vector256(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        for (nint column = 0; column < Side; column += Block)
        {
            for (nint row = 0; row < Side; row += 2 * Block)
            {
                ref var from = ref Unsafe.Add(ref source, (row * sourceStride) + column);
                ref var to = ref Unsafe.Add(ref destination, (column * destinationStride) + row);
                var a = Row256(ref from, sourceStride, 0);
                var b = Row256(ref from, sourceStride, 1);
                var c = Row256(ref from, sourceStride, 2);
                var d = Row256(ref from, sourceStride, 3);

                // Pairs of rows, then pairs of pairs.
                var ac0 = ZipLow(a, c);
                var bd0 = ZipLow(b, d);
                var ac1 = ZipHigh(a, c);
                var bd1 = ZipHigh(b, d);
                Unsafe.As<float, Vector256<float>>(ref to) = ZipLow(ac0, bd0);
                Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, destinationStride)) = ZipHigh(ac0, bd0);
                Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, 2 * destinationStride)) = ZipLow(ac1, bd1);
                Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref to, 3 * destinationStride)) = ZipHigh(ac1, bd1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Row256(ref float column, nint stride, nint k) =>
        Vector256.Create(Row128(ref column, k * stride), Row128(ref column, (Block + k) * stride));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ZipLow(Vector256<float> a, Vector256<float> b) => Avx.UnpackLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ZipHigh(Vector256<float> a, Vector256<float> b) => Avx.UnpackHigh(a, b);
}
