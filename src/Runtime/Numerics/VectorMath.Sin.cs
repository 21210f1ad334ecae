using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The sine, and what it shares with the cosine.</content>
public static partial class VectorMath
{
    private const float TwoOverPi = 0.636619772f;

    // pi / 2 in three parts of few bits (twice the parts of pi / 4 in the Cephes library, Moshier): n times the first two is exact for n < 2^13.
    private const float PiHalfHigh = 1.5703125f;
    private const float PiHalfMiddle = 4.837512969970703125e-4f;
    private const float PiHalfLow = 7.54978995489188216e-8f;

    // sin(r) = r + r^3 (Sin3 + Sin5 r^2 + ...), cos(r) = 1 - r^2 / 2 + r^4 (Cos4 + ...) for |r| <= pi / 4, fitted by the Remez exchange;
    // relative errors 3.8e-9 and 1.2e-10.
    private const float Sin3 = -0.166666545f;
    private const float Sin5 = 0.00833215606f;
    private const float Sin7 = -1.95146320e-4f;
    private const float Cos4 = 0.0416666456f;
    private const float Cos6 = -0.00138873099f;
    private const float Cos8 = 2.44324123e-5f;

    // The reduced argument is at most pi / 4 and what n lost in rounding; where it has lost all its digits it is held here, so that the
    // result stays within ±1.
    private const float ReducedBound = 0.9f;

    /// <summary>The sine of an angle in radians, lane by lane.</summary>
    /// <remarks>
    /// Reduced by multiples of π/2 in three steps. Absolute error at most 1e-7 for <c>|x| ≤ 8192</c> (about 1 ulp up to π/4); beyond, it
    /// grows in proportion to <c>|x|</c>, and from about 2²² on no digit is left, but results stay within ±1. ±∞ and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sin(Vector512<float> x)
    {
        return SineOfQuadrant(x, 0);
    }

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Sin(Vector256<float> x)
    {
        return SineOfQuadrant(x, 0);
    }

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sin(Vector128<float> x)
    {
        return SineOfQuadrant(x, 0);
    }

    /// <inheritdoc cref="Sin(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sin(float x) => Sin(Vector128.CreateScalarUnsafe(x)).ToScalar();

    // sin(x + quadrant pi / 2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> SineOfQuadrant(Vector512<float> x, int quadrant)
    {
        var t = MultiplyAddEstimate(x, Vector512.Create(TwoOverPi), Vector512.Create(RoundingBias));
        var n = t - Vector512.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector512.Create(-PiHalfHigh), x);
        r = MultiplyAddEstimate(n, Vector512.Create(-PiHalfMiddle), r);
        r = MultiplyAddEstimate(n, Vector512.Create(-PiHalfLow), r);
        r = MinNative(Vector512.Create(ReducedBound), MaxNative(Vector512.Create(-ReducedBound), r));
        var z = r * r;
        var sine = MultiplyAddEstimate(Vector512.Create(Sin7), z, Vector512.Create(Sin5));
        sine = MultiplyAddEstimate(sine, z, Vector512.Create(Sin3));
        sine = MultiplyAddEstimate(sine, z * r, r);
        var cosine = MultiplyAddEstimate(Vector512.Create(Cos8), z, Vector512.Create(Cos6));
        cosine = MultiplyAddEstimate(cosine, z, Vector512.Create(Cos4));
        cosine = MultiplyAddEstimate(cosine, z, Vector512.Create(-0.5f));
        cosine = MultiplyAddEstimate(cosine, z, Vector512.Create(1f));
        var turn = t.AsInt32() + Vector512.Create(quadrant);
        var odd = Vector512.Equals(turn & Vector512.Create(1), Vector512.Create(1)).AsSingle();
        var sign = ((turn & Vector512.Create(2)) << 30).AsSingle();
        return ConditionalSelect(odd, cosine, sine) ^ sign;
    }

    // sin(x + quadrant pi / 2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> SineOfQuadrant(Vector256<float> x, int quadrant)
    {
        var t = MultiplyAddEstimate(x, Vector256.Create(TwoOverPi), Vector256.Create(RoundingBias));
        var n = t - Vector256.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector256.Create(-PiHalfHigh), x);
        r = MultiplyAddEstimate(n, Vector256.Create(-PiHalfMiddle), r);
        r = MultiplyAddEstimate(n, Vector256.Create(-PiHalfLow), r);
        r = MinNative(Vector256.Create(ReducedBound), MaxNative(Vector256.Create(-ReducedBound), r));
        var z = r * r;
        var sine = MultiplyAddEstimate(Vector256.Create(Sin7), z, Vector256.Create(Sin5));
        sine = MultiplyAddEstimate(sine, z, Vector256.Create(Sin3));
        sine = MultiplyAddEstimate(sine, z * r, r);
        var cosine = MultiplyAddEstimate(Vector256.Create(Cos8), z, Vector256.Create(Cos6));
        cosine = MultiplyAddEstimate(cosine, z, Vector256.Create(Cos4));
        cosine = MultiplyAddEstimate(cosine, z, Vector256.Create(-0.5f));
        cosine = MultiplyAddEstimate(cosine, z, Vector256.Create(1f));
        var turn = t.AsInt32() + Vector256.Create(quadrant);
        var odd = Vector256.Equals(turn & Vector256.Create(1), Vector256.Create(1)).AsSingle();
        var sign = ((turn & Vector256.Create(2)) << 30).AsSingle();
        return ConditionalSelect(odd, cosine, sine) ^ sign;
    }

    // sin(x + quadrant pi / 2).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> SineOfQuadrant(Vector128<float> x, int quadrant)
    {
        var t = MultiplyAddEstimate(x, Vector128.Create(TwoOverPi), Vector128.Create(RoundingBias));
        var n = t - Vector128.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector128.Create(-PiHalfHigh), x);
        r = MultiplyAddEstimate(n, Vector128.Create(-PiHalfMiddle), r);
        r = MultiplyAddEstimate(n, Vector128.Create(-PiHalfLow), r);
        r = MinNative(Vector128.Create(ReducedBound), MaxNative(Vector128.Create(-ReducedBound), r));
        var z = r * r;
        var sine = MultiplyAddEstimate(Vector128.Create(Sin7), z, Vector128.Create(Sin5));
        sine = MultiplyAddEstimate(sine, z, Vector128.Create(Sin3));
        sine = MultiplyAddEstimate(sine, z * r, r);
        var cosine = MultiplyAddEstimate(Vector128.Create(Cos8), z, Vector128.Create(Cos6));
        cosine = MultiplyAddEstimate(cosine, z, Vector128.Create(Cos4));
        cosine = MultiplyAddEstimate(cosine, z, Vector128.Create(-0.5f));
        cosine = MultiplyAddEstimate(cosine, z, Vector128.Create(1f));
        var turn = t.AsInt32() + Vector128.Create(quadrant);
        var odd = Vector128.Equals(turn & Vector128.Create(1), Vector128.Create(1)).AsSingle();
        var sign = ((turn & Vector128.Create(2)) << 30).AsSingle();
        return ConditionalSelect(odd, cosine, sine) ^ sign;
    }
}
