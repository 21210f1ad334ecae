using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The smooth rectifier.</content>
public static partial class VectorMath
{
    /// <summary><c>ln(1 + e^x)</c>, lane by lane.</summary>
    /// <remarks>
    /// <c>max(x, 0) + log1p(exp(-|x|))</c>, which neither overflows nor cancels. Error at most 2 ulp. <c>softplus(-∞) = 0</c>,
    /// <c>softplus(+∞) = +∞</c>, NaN stays NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Softplus(Vector512<float> x)
    {
        var e = ExpInRange(MaxNative(Vector512.Create(ExpLowest), x | Vector512.Create(-0f)));
        return MaxNative(Vector512<float>.Zero, x) + Log1pInRange(e, Vector512.Create(1f) + e);
    }

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Softplus(Vector256<float> x)
    {
        var e = ExpInRange(MaxNative(Vector256.Create(ExpLowest), x | Vector256.Create(-0f)));
        return MaxNative(Vector256<float>.Zero, x) + Log1pInRange(e, Vector256.Create(1f) + e);
    }

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Softplus(Vector128<float> x)
    {
        var e = ExpInRange(MaxNative(Vector128.Create(ExpLowest), x | Vector128.Create(-0f)));
        return MaxNative(Vector128<float>.Zero, x) + Log1pInRange(e, Vector128.Create(1f) + e);
    }

    /// <inheritdoc cref="Softplus(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Softplus(float x) => Softplus(Vector128.CreateScalarUnsafe(x)).ToScalar();
}
