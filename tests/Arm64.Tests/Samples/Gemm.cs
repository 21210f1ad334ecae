using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace Samples;

/// <summary>A matrix product in the shape of emitted kernels: a register tile of 5 rows by 4 vectors, multiplied by element.</summary>
internal static class Gemm
{
    // C[5, 16] = A[5, K] · B[K, 16]; K is a multiple of 4. B stands in one panel of 16 lanes.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    internal static void Tile5x4(ref float a, ref float b, ref float c, int k)
    {
        ref var a0 = ref a;
        ref var panel = ref b;
        ref var a1 = ref Unsafe.Add(ref a0, k);
        ref var a2 = ref Unsafe.Add(ref a1, k);
        ref var a3 = ref Unsafe.Add(ref a2, k);
        ref var a4 = ref Unsafe.Add(ref a3, k);
        Vector128<float> acc00 = default, acc01 = default, acc02 = default, acc03 = default;
        Vector128<float> acc10 = default, acc11 = default, acc12 = default, acc13 = default;
        Vector128<float> acc20 = default, acc21 = default, acc22 = default, acc23 = default;
        Vector128<float> acc30 = default, acc31 = default, acc32 = default, acc33 = default;
        Vector128<float> acc40 = default, acc41 = default, acc42 = default, acc43 = default;
        for (var i = 0; i < k; i += 4)
        {
            var x0 = Vector(ref a0, i);
            var x1 = Vector(ref a1, i);
            var x2 = Vector(ref a2, i);
            var x3 = Vector(ref a3, i);
            var x4 = Vector(ref a4, i);
            var w0 = Vector(ref panel, 0);
            var w1 = Vector(ref panel, 4);
            var w2 = Vector(ref panel, 8);
            var w3 = Vector(ref panel, 12);
            acc00 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc00, w0, x0, 0);
            acc01 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc01, w1, x0, 0);
            acc02 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc02, w2, x0, 0);
            acc03 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc03, w3, x0, 0);
            acc10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc10, w0, x1, 0);
            acc11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc11, w1, x1, 0);
            acc12 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc12, w2, x1, 0);
            acc13 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc13, w3, x1, 0);
            acc20 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc20, w0, x2, 0);
            acc21 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc21, w1, x2, 0);
            acc22 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc22, w2, x2, 0);
            acc23 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc23, w3, x2, 0);
            acc30 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc30, w0, x3, 0);
            acc31 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc31, w1, x3, 0);
            acc32 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc32, w2, x3, 0);
            acc33 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc33, w3, x3, 0);
            acc40 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc40, w0, x4, 0);
            acc41 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc41, w1, x4, 0);
            acc42 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc42, w2, x4, 0);
            acc43 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc43, w3, x4, 0);
            w0 = Vector(ref panel, 16);
            w1 = Vector(ref panel, 20);
            w2 = Vector(ref panel, 24);
            w3 = Vector(ref panel, 28);
            acc00 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc00, w0, x0, 1);
            acc01 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc01, w1, x0, 1);
            acc02 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc02, w2, x0, 1);
            acc03 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc03, w3, x0, 1);
            acc10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc10, w0, x1, 1);
            acc11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc11, w1, x1, 1);
            acc12 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc12, w2, x1, 1);
            acc13 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc13, w3, x1, 1);
            acc20 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc20, w0, x2, 1);
            acc21 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc21, w1, x2, 1);
            acc22 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc22, w2, x2, 1);
            acc23 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc23, w3, x2, 1);
            acc30 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc30, w0, x3, 1);
            acc31 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc31, w1, x3, 1);
            acc32 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc32, w2, x3, 1);
            acc33 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc33, w3, x3, 1);
            acc40 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc40, w0, x4, 1);
            acc41 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc41, w1, x4, 1);
            acc42 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc42, w2, x4, 1);
            acc43 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc43, w3, x4, 1);
            w0 = Vector(ref panel, 32);
            w1 = Vector(ref panel, 36);
            w2 = Vector(ref panel, 40);
            w3 = Vector(ref panel, 44);
            acc00 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc00, w0, x0, 2);
            acc01 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc01, w1, x0, 2);
            acc02 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc02, w2, x0, 2);
            acc03 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc03, w3, x0, 2);
            acc10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc10, w0, x1, 2);
            acc11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc11, w1, x1, 2);
            acc12 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc12, w2, x1, 2);
            acc13 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc13, w3, x1, 2);
            acc20 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc20, w0, x2, 2);
            acc21 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc21, w1, x2, 2);
            acc22 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc22, w2, x2, 2);
            acc23 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc23, w3, x2, 2);
            acc30 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc30, w0, x3, 2);
            acc31 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc31, w1, x3, 2);
            acc32 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc32, w2, x3, 2);
            acc33 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc33, w3, x3, 2);
            acc40 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc40, w0, x4, 2);
            acc41 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc41, w1, x4, 2);
            acc42 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc42, w2, x4, 2);
            acc43 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc43, w3, x4, 2);
            w0 = Vector(ref panel, 48);
            w1 = Vector(ref panel, 52);
            w2 = Vector(ref panel, 56);
            w3 = Vector(ref panel, 60);
            acc00 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc00, w0, x0, 3);
            acc01 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc01, w1, x0, 3);
            acc02 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc02, w2, x0, 3);
            acc03 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc03, w3, x0, 3);
            acc10 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc10, w0, x1, 3);
            acc11 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc11, w1, x1, 3);
            acc12 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc12, w2, x1, 3);
            acc13 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc13, w3, x1, 3);
            acc20 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc20, w0, x2, 3);
            acc21 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc21, w1, x2, 3);
            acc22 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc22, w2, x2, 3);
            acc23 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc23, w3, x2, 3);
            acc30 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc30, w0, x3, 3);
            acc31 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc31, w1, x3, 3);
            acc32 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc32, w2, x3, 3);
            acc33 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc33, w3, x3, 3);
            acc40 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc40, w0, x4, 3);
            acc41 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc41, w1, x4, 3);
            acc42 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc42, w2, x4, 3);
            acc43 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc43, w3, x4, 3);
            panel = ref Unsafe.Add(ref panel, 64);
        }

        Store(ref c, 0, acc00, acc01, acc02, acc03);
        Store(ref c, 16, acc10, acc11, acc12, acc13);
        Store(ref c, 32, acc20, acc21, acc22, acc23);
        Store(ref c, 48, acc30, acc31, acc32, acc33);
        Store(ref c, 64, acc40, acc41, acc42, acc43);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector128<float> Vector(ref float start, int offset) => ref Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref start, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref float c, int offset, Vector128<float> v0, Vector128<float> v1, Vector128<float> v2, Vector128<float> v3)
    {
        Vector(ref c, offset) = v0;
        Vector(ref c, offset + 4) = v1;
        Vector(ref c, offset + 8) = v2;
        Vector(ref c, offset + 12) = v3;
    }
}
