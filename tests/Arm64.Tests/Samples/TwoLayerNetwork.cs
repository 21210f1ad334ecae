using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using NetGen.Numerics;

namespace Samples;

/// <summary>y = W2 tanh(W1 x + b1) + b2 with x [12], y [8]: a program of two kernels in the shape of emitted code.</summary>
internal static class TwoLayerNetwork
{
    /// <summary>One call of the network on <paramref name="n"/> samples: kernels in turn, no allocation, no static state.</summary>
    internal static void Forward(ref float input, ref float output, ref float parameters, ref float workspace, int n)
    {
        for (var sample = 0; sample < n; sample++)
        {
            Dense1_Contract1x16_Tanh(ref input, ref parameters, ref workspace);
            Dense2_Contract1x8(ref workspace, ref Unsafe.Add(ref parameters, 208), ref output);
            input = ref Unsafe.Add(ref input, 12);
            output = ref Unsafe.Add(ref output, 8);
        }
    }

    // Parameters: the bias [16], then a panel of weights [12, 16].
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Dense1_Contract1x16_Tanh(ref float x, ref float parameters, ref float y)
    {
        var acc0 = Load(ref parameters, 0);
        var acc1 = Load(ref parameters, 4);
        var acc2 = Load(ref parameters, 8);
        var acc3 = Load(ref parameters, 12);
        ref var w = ref Unsafe.Add(ref parameters, 16);
        for (nint k = 0; k < 12; k += 4)
        {
            var x0 = Load(ref x, k);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 0), x0, 0);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 4), x0, 0);
            acc2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc2, Load(ref w, 8), x0, 0);
            acc3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc3, Load(ref w, 12), x0, 0);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 16), x0, 1);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 20), x0, 1);
            acc2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc2, Load(ref w, 24), x0, 1);
            acc3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc3, Load(ref w, 28), x0, 1);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 32), x0, 2);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 36), x0, 2);
            acc2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc2, Load(ref w, 40), x0, 2);
            acc3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc3, Load(ref w, 44), x0, 2);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 48), x0, 3);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 52), x0, 3);
            acc2 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc2, Load(ref w, 56), x0, 3);
            acc3 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc3, Load(ref w, 60), x0, 3);
            w = ref Unsafe.Add(ref w, 64);
        }

        Load(ref y, 0) = VectorMath.Tanh(acc0);
        Load(ref y, 4) = VectorMath.Tanh(acc1);
        Load(ref y, 8) = VectorMath.Tanh(acc2);
        Load(ref y, 12) = VectorMath.Tanh(acc3);
    }

    // Parameters: the bias [16], then a panel of weights [16, 16]; the last 8 lanes of both are padding.
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    private static void Dense2_Contract1x8(ref float x, ref float parameters, ref float y)
    {
        var acc0 = Load(ref parameters, 0);
        var acc1 = Load(ref parameters, 4);
        ref var w = ref Unsafe.Add(ref parameters, 16);
        for (nint k = 0; k < 16; k += 4)
        {
            var x0 = Load(ref x, k);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 0), x0, 0);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 4), x0, 0);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 16), x0, 1);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 20), x0, 1);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 32), x0, 2);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 36), x0, 2);
            acc0 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc0, Load(ref w, 48), x0, 3);
            acc1 = AdvSimd.Arm64.FusedMultiplyAddBySelectedScalar(acc1, Load(ref w, 52), x0, 3);
            w = ref Unsafe.Add(ref w, 64);
        }

        Load(ref y, 0) = acc0;
        Load(ref y, 4) = acc1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Vector128<float> Load(ref float start, nint offset) => ref Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref start, offset));
}
