using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>One 4×4 block at a time.</content>
public static partial class Transpose
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Blocks16Vector128(ref float source, nint sourceStride, ref float destination, nint destinationStride)
    {
        for (nint column = 0; column < Side; column += Block)
        {
            for (nint row = 0; row < Side; row += Block)
            {
                ref var from = ref Unsafe.Add(ref source, (row * sourceStride) + column);
                ref var to = ref Unsafe.Add(ref destination, (column * destinationStride) + row);
                var a = Row128(ref from, 0);
                var b = Row128(ref from, sourceStride);
                var c = Row128(ref from, 2 * sourceStride);
                var d = Row128(ref from, 3 * sourceStride);

                // Pairs of rows, then pairs of pairs.
                var ac0 = ZipLow(a, c);
                var bd0 = ZipLow(b, d);
                var ac1 = ZipHigh(a, c);
                var bd1 = ZipHigh(b, d);
                Unsafe.As<float, Vector128<float>>(ref to) = ZipLow(ac0, bd0);
                Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, destinationStride)) = ZipHigh(ac0, bd0);
                Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, 2 * destinationStride)) = ZipLow(ac1, bd1);
                Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref to, 3 * destinationStride)) = ZipHigh(ac1, bd1);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Row128(ref float column, nint offset) =>
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref column, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipLow(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackLow(a, b) : AdvSimd.Arm64.ZipLow(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ZipHigh(Vector128<float> a, Vector128<float> b) => Sse.IsSupported ? Sse.UnpackHigh(a, b) : AdvSimd.Arm64.ZipHigh(a, b);
}
