using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The logarithm of one plus a number.</content>
public static partial class VectorMath
{
    /// <summary><c>ln(1 + x)</c>, lane by lane, accurate for small <paramref name="x"/> too.</summary>
    /// <remarks>
    /// The rounding error of <c>1 + x</c> is carried into the reduced argument. Error at most 1.6 ulp. <c>log1p(±0) = ±0</c>,
    /// <c>log1p(-1) = -∞</c>, <c>log1p(+∞) = +∞</c>; arguments below -1 and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log1p(Vector512<float> x)
    {
        var u = Vector512.Create(1f) + x;
        return Vector512.CopySign(LogLimits(u, Log1pInRange(x, u)), x);
    }

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log1p(Vector256<float> x)
    {
        var u = Vector256.Create(1f) + x;
        return Vector256.CopySign(LogLimits(u, Log1pInRange(x, u)), x);
    }

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log1p(Vector128<float> x)
    {
        var u = Vector128.Create(1f) + x;
        return Vector128.CopySign(LogLimits(u, Log1pInRange(x, u)), x);
    }

    /// <inheritdoc cref="Log1p(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log1p(float x) => Log1p(Vector128.CreateScalarUnsafe(x)).ToScalar();

    // ln(1 + x) for finite x > -1, with u = 1 + x as a float rounds it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Log1pInRange(Vector512<float> x, Vector512<float> u)
    {
        var one = Vector512.Create(1f);
        var bits = u.AsInt32() - Vector512.Create(SqrtHalfBits);
        var k = bits >> 23;
        var m = ((bits & Vector512.Create(MantissaBits)) + Vector512.Create(SqrtHalfBits)).AsSingle();

        // 2^-k; 2^-128 is no normal float, and the correction of such an x is lost anyway.
        var scale = (one.AsInt32() - (Vector512.Min(k, Vector512.Create(127)) << 23)).AsSingle();
        var f = MultiplyAddEstimate(x - (u - one), scale, m - one);
        return LogOfReduced(f, ConvertToSingle(k));
    }

    // ln(1 + x) for finite x > -1, with u = 1 + x as a float rounds it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Log1pInRange(Vector256<float> x, Vector256<float> u)
    {
        var one = Vector256.Create(1f);
        var bits = u.AsInt32() - Vector256.Create(SqrtHalfBits);
        var k = bits >> 23;
        var m = ((bits & Vector256.Create(MantissaBits)) + Vector256.Create(SqrtHalfBits)).AsSingle();

        // 2^-k; 2^-128 is no normal float, and the correction of such an x is lost anyway.
        var scale = (one.AsInt32() - (Vector256.Min(k, Vector256.Create(127)) << 23)).AsSingle();
        var f = MultiplyAddEstimate(x - (u - one), scale, m - one);
        return LogOfReduced(f, ConvertToSingle(k));
    }

    // ln(1 + x) for finite x > -1, with u = 1 + x as a float rounds it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Log1pInRange(Vector128<float> x, Vector128<float> u)
    {
        var one = Vector128.Create(1f);
        var bits = u.AsInt32() - Vector128.Create(SqrtHalfBits);
        var k = bits >> 23;
        var m = ((bits & Vector128.Create(MantissaBits)) + Vector128.Create(SqrtHalfBits)).AsSingle();

        // 2^-k; 2^-128 is no normal float, and the correction of such an x is lost anyway.
        var scale = (one.AsInt32() - (Vector128.Min(k, Vector128.Create(127)) << 23)).AsSingle();
        var f = MultiplyAddEstimate(x - (u - one), scale, m - one);
        return LogOfReduced(f, ConvertToSingle(k));
    }
}
