using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>Powers.</content>
public static partial class VectorMath
{
    // log2((1 + s) / (1 - s)) = s (Atanh0 + Atanh1 s^2 + ...) for the mantissas of [sqrt(1/2), sqrt(2)), fitted by the Remez exchange;
    // relative error 2^-37.8. In double, because the exponent y log2(x) must be right to 2^-26 absolutely at up to 150.
    private const double Atanh0 = 2.885390081790079861;
    private const double Atanh1 = 0.96179667335018341046;
    private const double Atanh2 = 0.57708358324865058958;
    private const double Atanh3 = 0.41167282818777224609;
    private const double Atanh4 = 0.34072798434253184904;

    // 1.5 * 2^52 rounds a small double to an integer as RoundingBias does a float.
    private const double DoubleRoundingBias = 6755399441055744;

    // Beyond these exponents of two the result is 0 or infinite.
    private const double PowLowest = -151;
    private const double PowHighest = 129;

    // 2^r = 1 + r (PowTwo1 + PowTwo2 r + ...) for |r| <= 1/2, fitted by the Remez exchange; relative error 2.0e-9.
    private const float PowTwo1 = 0.693147203f;
    private const float PowTwo2 = 0.240226479f;
    private const float PowTwo3 = 0.0555033247f;
    private const float PowTwo4 = 0.00961843736f;
    private const float PowTwo5 = 0.00133988744f;
    private const float PowTwo6 = 1.53533619e-4f;

    /// <summary><paramref name="x"/> to the power <paramref name="y"/>, lane by lane.</summary>
    /// <remarks>
    /// <c>2^(y · log2|x|)</c>, the exponent in double precision. Error at most 1.5 ulp over the whole range, subnormal numbers included.
    /// The limits are those of IEEE 754 <c>pow</c>: <c>pow(x, ±0) = pow(1, y) = 1</c> even for NaN, a negative <paramref name="x"/> needs an
    /// integer <paramref name="y"/> (an odd one gives a negative result) and yields NaN otherwise.
    /// </remarks>
    /// <param name="x">The base.</param>
    /// <param name="y">The exponent.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> x, Vector512<float> y)
    {
        var zero = Vector512<float>.Zero;
        var one = Vector512.Create(1f);
        var infinity = Vector512.Create(float.PositiveInfinity);
        var magnitude = Vector512.Abs(x);

        // |x| = 2^k m as for the logarithm; 0, infinity and NaN are carried by k.
        var m = Mantissa(magnitude, out var k);
        k = ConditionalSelect(LessThan(magnitude, infinity), k, magnitude);
        k = ConditionalSelect(Vector512.Equals(magnitude, zero), -infinity, k);

        var lower = PowExponent(WidenLower(m), WidenLower(k), WidenLower(y));
        var upper = PowExponent(WidenUpper(m), WidenUpper(k), WidenUpper(y));
        var bias = Vector512.Create(DoubleRoundingBias);
        var nLower = lower + bias - bias;
        var nUpper = upper + bias - bias;
        var r = Vector512.Narrow(lower - nLower, upper - nUpper);
        var p = MultiplyAddEstimate(Vector512.Create(PowTwo6), r, Vector512.Create(PowTwo5));
        p = MultiplyAddEstimate(p, r, Vector512.Create(PowTwo4));
        p = MultiplyAddEstimate(p, r, Vector512.Create(PowTwo3));
        p = MultiplyAddEstimate(p, r, Vector512.Create(PowTwo2));
        p = MultiplyAddEstimate(p, r, Vector512.Create(PowTwo1));
        p = MultiplyAddEstimate(p, r, Vector512.Create(1f));
        var result = Scale(p, Vector512.Narrow(nLower, nUpper) + Vector512.Create(RoundingBias));

        // Every float from 2^24 on is an even integer; what the conversion makes of the largest differs between machines.
        var large = GreaterThanOrEqual(Vector512.Abs(y), Vector512.Create(16777216f));
        var whole = ConvertToInt32Native(y);
        var small = Vector512.Equals(ConvertToSingle(whole), y) & ~large;
        var integer = small | large;
        result |= x & (whole << 31).AsSingle() & small;
        var undefined = LessThan(x, zero) & GreaterThan(x, -infinity) & ~integer & Vector512.Equals(y, y);
        result = ConditionalSelect(undefined, Vector512.Create(float.NaN), result);
        var unit = Vector512.Equals(magnitude, one) & Vector512.Equals(Vector512.Abs(y), infinity);
        return ConditionalSelect(Vector512.Equals(x, one) | Vector512.Equals(y, zero) | unit, one, result);
    }

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pow(Vector256<float> x, Vector256<float> y)
    {
        var zero = Vector256<float>.Zero;
        var one = Vector256.Create(1f);
        var infinity = Vector256.Create(float.PositiveInfinity);
        var magnitude = Vector256.Abs(x);

        // |x| = 2^k m as for the logarithm; 0, infinity and NaN are carried by k.
        var m = Mantissa(magnitude, out var k);
        k = ConditionalSelect(LessThan(magnitude, infinity), k, magnitude);
        k = ConditionalSelect(Vector256.Equals(magnitude, zero), -infinity, k);

        var lower = PowExponent(WidenLower(m), WidenLower(k), WidenLower(y));
        var upper = PowExponent(WidenUpper(m), WidenUpper(k), WidenUpper(y));
        var bias = Vector256.Create(DoubleRoundingBias);
        var nLower = lower + bias - bias;
        var nUpper = upper + bias - bias;
        var r = Vector256.Narrow(lower - nLower, upper - nUpper);
        var p = MultiplyAddEstimate(Vector256.Create(PowTwo6), r, Vector256.Create(PowTwo5));
        p = MultiplyAddEstimate(p, r, Vector256.Create(PowTwo4));
        p = MultiplyAddEstimate(p, r, Vector256.Create(PowTwo3));
        p = MultiplyAddEstimate(p, r, Vector256.Create(PowTwo2));
        p = MultiplyAddEstimate(p, r, Vector256.Create(PowTwo1));
        p = MultiplyAddEstimate(p, r, Vector256.Create(1f));
        var result = Scale(p, Vector256.Narrow(nLower, nUpper) + Vector256.Create(RoundingBias));

        // Every float from 2^24 on is an even integer; what the conversion makes of the largest differs between machines.
        var large = GreaterThanOrEqual(Vector256.Abs(y), Vector256.Create(16777216f));
        var whole = ConvertToInt32Native(y);
        var small = Vector256.Equals(ConvertToSingle(whole), y) & ~large;
        var integer = small | large;
        result |= x & (whole << 31).AsSingle() & small;
        var undefined = LessThan(x, zero) & GreaterThan(x, -infinity) & ~integer & Vector256.Equals(y, y);
        result = ConditionalSelect(undefined, Vector256.Create(float.NaN), result);
        var unit = Vector256.Equals(magnitude, one) & Vector256.Equals(Vector256.Abs(y), infinity);
        return ConditionalSelect(Vector256.Equals(x, one) | Vector256.Equals(y, zero) | unit, one, result);
    }

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pow(Vector128<float> x, Vector128<float> y)
    {
        var zero = Vector128<float>.Zero;
        var one = Vector128.Create(1f);
        var infinity = Vector128.Create(float.PositiveInfinity);
        var magnitude = Vector128.Abs(x);

        // |x| = 2^k m as for the logarithm; 0, infinity and NaN are carried by k.
        var m = Mantissa(magnitude, out var k);
        k = ConditionalSelect(LessThan(magnitude, infinity), k, magnitude);
        k = ConditionalSelect(Vector128.Equals(magnitude, zero), -infinity, k);

        var lower = PowExponent(WidenLower(m), WidenLower(k), WidenLower(y));
        var upper = PowExponent(WidenUpper(m), WidenUpper(k), WidenUpper(y));
        var bias = Vector128.Create(DoubleRoundingBias);
        var nLower = lower + bias - bias;
        var nUpper = upper + bias - bias;
        var r = Vector128.Narrow(lower - nLower, upper - nUpper);
        var p = MultiplyAddEstimate(Vector128.Create(PowTwo6), r, Vector128.Create(PowTwo5));
        p = MultiplyAddEstimate(p, r, Vector128.Create(PowTwo4));
        p = MultiplyAddEstimate(p, r, Vector128.Create(PowTwo3));
        p = MultiplyAddEstimate(p, r, Vector128.Create(PowTwo2));
        p = MultiplyAddEstimate(p, r, Vector128.Create(PowTwo1));
        p = MultiplyAddEstimate(p, r, Vector128.Create(1f));
        var result = Scale(p, Vector128.Narrow(nLower, nUpper) + Vector128.Create(RoundingBias));

        // Every float from 2^24 on is an even integer; what the conversion makes of the largest differs between machines.
        var large = GreaterThanOrEqual(Vector128.Abs(y), Vector128.Create(16777216f));
        var whole = ConvertToInt32Native(y);
        var small = Vector128.Equals(ConvertToSingle(whole), y) & ~large;
        var integer = small | large;
        result |= x & (whole << 31).AsSingle() & small;
        var undefined = LessThan(x, zero) & GreaterThan(x, -infinity) & ~integer & Vector128.Equals(y, y);
        result = ConditionalSelect(undefined, Vector128.Create(float.NaN), result);
        var unit = Vector128.Equals(magnitude, one) & Vector128.Equals(Vector128.Abs(y), infinity);
        return ConditionalSelect(Vector128.Equals(x, one) | Vector128.Equals(y, zero) | unit, one, result);
    }

    /// <inheritdoc cref="Pow(Vector512{float}, Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Pow(float x, float y) => Pow(Vector128.CreateScalarUnsafe(x), Vector128.CreateScalarUnsafe(y)).ToScalar();

    // y (k + log2 m), held to the exponents whose powers of two are floats.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowExponent(Vector512<double> m, Vector512<double> k, Vector512<double> y)
    {
        var one = Vector512.Create(1d);
        var s = (m - one) / (m + one);
        var z = s * s;
        var p = MultiplyAddEstimate(Vector512.Create(Atanh4), z, Vector512.Create(Atanh3));
        p = MultiplyAddEstimate(p, z, Vector512.Create(Atanh2));
        p = MultiplyAddEstimate(p, z, Vector512.Create(Atanh1));
        p = MultiplyAddEstimate(p, z, Vector512.Create(Atanh0));
        return MinNative(Vector512.Create(PowHighest), MaxNative(Vector512.Create(PowLowest), y * MultiplyAddEstimate(p, s, k)));
    }

    // y (k + log2 m), held to the exponents whose powers of two are floats.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowExponent(Vector256<double> m, Vector256<double> k, Vector256<double> y)
    {
        var one = Vector256.Create(1d);
        var s = (m - one) / (m + one);
        var z = s * s;
        var p = MultiplyAddEstimate(Vector256.Create(Atanh4), z, Vector256.Create(Atanh3));
        p = MultiplyAddEstimate(p, z, Vector256.Create(Atanh2));
        p = MultiplyAddEstimate(p, z, Vector256.Create(Atanh1));
        p = MultiplyAddEstimate(p, z, Vector256.Create(Atanh0));
        return MinNative(Vector256.Create(PowHighest), MaxNative(Vector256.Create(PowLowest), y * MultiplyAddEstimate(p, s, k)));
    }

    // y (k + log2 m), held to the exponents whose powers of two are floats.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> PowExponent(Vector128<double> m, Vector128<double> k, Vector128<double> y)
    {
        var one = Vector128.Create(1d);
        var s = (m - one) / (m + one);
        var z = s * s;
        var p = MultiplyAddEstimate(Vector128.Create(Atanh4), z, Vector128.Create(Atanh3));
        p = MultiplyAddEstimate(p, z, Vector128.Create(Atanh2));
        p = MultiplyAddEstimate(p, z, Vector128.Create(Atanh1));
        p = MultiplyAddEstimate(p, z, Vector128.Create(Atanh0));
        return MinNative(Vector128.Create(PowHighest), MaxNative(Vector128.Create(PowLowest), y * MultiplyAddEstimate(p, s, k)));
    }
}
