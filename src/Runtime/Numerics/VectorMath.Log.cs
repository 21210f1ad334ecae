using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The natural logarithm.</content>
public static partial class VectorMath
{
    private const float SmallestNormal = 1.17549435e-38f;
    private const int MantissaBits = 0x007F_FFFF;

    // The bits of sqrt(1/2): counted from there, the exponent field splits x into 2^k m with sqrt(1/2) <= m < sqrt(2).
    private const int SqrtHalfBits = 0x3F35_04F3;

    // ln(1 + f) = f - f^2 / 2 + f^3 (Log3 + Log4 f + ...) for sqrt(1/2) <= 1 + f < sqrt(2), fitted by the Remez exchange; relative error 5.8e-9.
    private const float Log3 = 0.333333313f;
    private const float Log4 = -0.250008196f;
    private const float Log5 = 0.200012267f;
    private const float Log6 = -0.166233569f;
    private const float Log7 = 0.142017558f;
    private const float Log8 = -0.131601781f;
    private const float Log9 = 0.127615914f;
    private const float Log10 = -0.07634525f;

    /// <summary>The natural logarithm, lane by lane.</summary>
    /// <remarks>
    /// <c>ln x = k · ln 2 + ln(1 + f)</c> with <c>x = 2^k (1 + f)</c>. Error at most 1 ulp, subnormal arguments included.
    /// <c>ln(±0) = -∞</c>, <c>ln(1) = 0</c>, <c>ln(+∞) = +∞</c>; negative arguments and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        var m = Mantissa(x, out var k);
        return LogLimits(x, LogOfReduced(m - Vector512.Create(1f), k));
    }

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Log(Vector256<float> x)
    {
        var m = Mantissa(x, out var k);
        return LogLimits(x, LogOfReduced(m - Vector256.Create(1f), k));
    }

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Log(Vector128<float> x)
    {
        var m = Mantissa(x, out var k);
        return LogLimits(x, LogOfReduced(m - Vector128.Create(1f), k));
    }

    /// <inheritdoc cref="Log(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Log(float x) => Log(Vector128.CreateScalarUnsafe(x)).ToScalar();

    // The m and k of x = 2^k m, sqrt(1/2) <= m < sqrt(2), for positive finite x; subnormal ones are enlarged by 2^23 first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Mantissa(Vector512<float> x, out Vector512<float> k)
    {
        var subnormal = LessThan(x, Vector512.Create(SmallestNormal));
        var normal = ConditionalSelect(subnormal, x * Vector512.Create(8388608f), x);
        var bits = normal.AsInt32() - Vector512.Create(SqrtHalfBits);
        k = ConvertToSingle(bits >> 23) - (subnormal & Vector512.Create(23f));
        return ((bits & Vector512.Create(MantissaBits)) + Vector512.Create(SqrtHalfBits)).AsSingle();
    }

    // k ln(2) + ln(1 + f), with f in the range of the fit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogOfReduced(Vector512<float> f, Vector512<float> k)
    {
        var p = MultiplyAddEstimate(Vector512.Create(Log10), f, Vector512.Create(Log9));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log8));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log7));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log6));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log5));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log4));
        p = MultiplyAddEstimate(p, f, Vector512.Create(Log3));
        p = MultiplyAddEstimate(p, f, Vector512.Create(-0.5f));
        var y = MultiplyAddEstimate(p, f * f, f);
        y = MultiplyAddEstimate(k, Vector512.Create(Ln2Low), y);
        return MultiplyAddEstimate(k, Vector512.Create(Ln2High), y);
    }

    // The value y of the logarithm of x where x is positive and finite, its limits elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> LogLimits(Vector512<float> x, Vector512<float> y)
    {
        var zero = Vector512<float>.Zero;
        var outside = ConditionalSelect(Vector512.Equals(x, zero), Vector512.Create(float.NegativeInfinity), Vector512.Create(float.NaN));
        y = ConditionalSelect(Vector512.Equals(x, Vector512.Create(float.PositiveInfinity)), x, y);
        return ConditionalSelect(GreaterThan(x, zero), y, outside);
    }

    // The m and k of x = 2^k m, sqrt(1/2) <= m < sqrt(2), for positive finite x; subnormal ones are enlarged by 2^23 first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Mantissa(Vector256<float> x, out Vector256<float> k)
    {
        var subnormal = LessThan(x, Vector256.Create(SmallestNormal));
        var normal = ConditionalSelect(subnormal, x * Vector256.Create(8388608f), x);
        var bits = normal.AsInt32() - Vector256.Create(SqrtHalfBits);
        k = ConvertToSingle(bits >> 23) - (subnormal & Vector256.Create(23f));
        return ((bits & Vector256.Create(MantissaBits)) + Vector256.Create(SqrtHalfBits)).AsSingle();
    }

    // k ln(2) + ln(1 + f), with f in the range of the fit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogOfReduced(Vector256<float> f, Vector256<float> k)
    {
        var p = MultiplyAddEstimate(Vector256.Create(Log10), f, Vector256.Create(Log9));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log8));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log7));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log6));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log5));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log4));
        p = MultiplyAddEstimate(p, f, Vector256.Create(Log3));
        p = MultiplyAddEstimate(p, f, Vector256.Create(-0.5f));
        var y = MultiplyAddEstimate(p, f * f, f);
        y = MultiplyAddEstimate(k, Vector256.Create(Ln2Low), y);
        return MultiplyAddEstimate(k, Vector256.Create(Ln2High), y);
    }

    // The value y of the logarithm of x where x is positive and finite, its limits elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> LogLimits(Vector256<float> x, Vector256<float> y)
    {
        var zero = Vector256<float>.Zero;
        var outside = ConditionalSelect(Vector256.Equals(x, zero), Vector256.Create(float.NegativeInfinity), Vector256.Create(float.NaN));
        y = ConditionalSelect(Vector256.Equals(x, Vector256.Create(float.PositiveInfinity)), x, y);
        return ConditionalSelect(GreaterThan(x, zero), y, outside);
    }

    // The m and k of x = 2^k m, sqrt(1/2) <= m < sqrt(2), for positive finite x; subnormal ones are enlarged by 2^23 first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Mantissa(Vector128<float> x, out Vector128<float> k)
    {
        var subnormal = LessThan(x, Vector128.Create(SmallestNormal));
        var normal = ConditionalSelect(subnormal, x * Vector128.Create(8388608f), x);
        var bits = normal.AsInt32() - Vector128.Create(SqrtHalfBits);
        k = ConvertToSingle(bits >> 23) - (subnormal & Vector128.Create(23f));
        return ((bits & Vector128.Create(MantissaBits)) + Vector128.Create(SqrtHalfBits)).AsSingle();
    }

    // k ln(2) + ln(1 + f), with f in the range of the fit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LogOfReduced(Vector128<float> f, Vector128<float> k)
    {
        var p = MultiplyAddEstimate(Vector128.Create(Log10), f, Vector128.Create(Log9));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log8));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log7));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log6));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log5));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log4));
        p = MultiplyAddEstimate(p, f, Vector128.Create(Log3));
        p = MultiplyAddEstimate(p, f, Vector128.Create(-0.5f));
        var y = MultiplyAddEstimate(p, f * f, f);
        y = MultiplyAddEstimate(k, Vector128.Create(Ln2Low), y);
        return MultiplyAddEstimate(k, Vector128.Create(Ln2High), y);
    }

    // The value y of the logarithm of x where x is positive and finite, its limits elsewhere.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LogLimits(Vector128<float> x, Vector128<float> y)
    {
        var zero = Vector128<float>.Zero;
        var outside = ConditionalSelect(Vector128.Equals(x, zero), Vector128.Create(float.NegativeInfinity), Vector128.Create(float.NaN));
        y = ConditionalSelect(Vector128.Equals(x, Vector128.Create(float.PositiveInfinity)), x, y);
        return ConditionalSelect(GreaterThan(x, zero), y, outside);
    }
}
