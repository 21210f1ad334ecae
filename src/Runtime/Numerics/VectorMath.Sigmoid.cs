using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The logistic function.</content>
public static partial class VectorMath
{
    /// <summary>The logistic function <c>1 / (1 + exp(-x))</c>, lane by lane.</summary>
    /// <remarks>
    /// With <c>e = exp(-|x|)</c>, which cannot overflow: <c>1 / (1 + e)</c> for <c>x ≥ 0</c>, <c>e / (1 + e)</c> below, so that small
    /// results keep their relative accuracy. Error at most 2.5 ulp, subnormal results included. <c>sigmoid(±0) = 1/2</c>,
    /// <c>sigmoid(-∞) = 0</c>, <c>sigmoid(+∞) = 1</c>, NaN stays NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        var e = ExpInRange(MaxNative(Vector512.Create(ExpLowest), x | Vector512.Create(-0f)));
        var numerator = ConditionalSelect(LessThan(x, Vector512<float>.Zero), e, Vector512.Create(1f));
        return numerator / (Vector512.Create(1f) + e);
    }

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sigmoid(Vector256<float> x)
    {
        var e = ExpInRange(MaxNative(Vector256.Create(ExpLowest), x | Vector256.Create(-0f)));
        var numerator = ConditionalSelect(LessThan(x, Vector256<float>.Zero), e, Vector256.Create(1f));
        return numerator / (Vector256.Create(1f) + e);
    }

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sigmoid(Vector128<float> x)
    {
        var e = ExpInRange(MaxNative(Vector128.Create(ExpLowest), x | Vector128.Create(-0f)));
        var numerator = ConditionalSelect(LessThan(x, Vector128<float>.Zero), e, Vector128.Create(1f));
        return numerator / (Vector128.Create(1f) + e);
    }

    /// <inheritdoc cref="Sigmoid(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sigmoid(float x) => Sigmoid(Vector128.CreateScalarUnsafe(x)).ToScalar();
}
