using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The exponential function.</content>
public static partial class VectorMath
{
    private const float Log2E = 1.442695041f;

    // ln 2 in two parts (Cody and Waite): the first has so few bits that n times it is exact for every exponent n of a float.
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // 1.5 * 2^23: added to a small number it leaves the nearest integer in the low bits of the sum.
    private const float RoundingBias = 12582912f;

    // Beyond these arguments the result is 0 or infinite.
    private const float ExpLowest = -104f;
    private const float ExpHighest = 89f;

    // e^r = 1 + r + r^2 (Exp2 + Exp3 r + ...) for |r| <= ln(2) / 2, fitted by the Remez exchange; relative error of the fit 3.1e-9.
    private const float Exp2 = 0.499999934f;
    private const float Exp3 = 0.166665211f;
    private const float Exp4 = 0.0416683890f;
    private const float Exp5 = 0.00836871658f;
    private const float Exp6 = 0.00138146046f;

    /// <summary>e to the power <paramref name="x"/>, lane by lane.</summary>
    /// <remarks>
    /// <c>exp(x) = 2^n · exp(r)</c> with <c>n</c> the integer nearest to <c>x / ln 2</c>. Error at most 1.2 ulp; subnormal results are
    /// rounded like all others. <c>exp(±0) = 1</c>, <c>exp(-∞) = 0</c>, <c>exp(+∞) = +∞</c>, NaN stays NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        // The bound comes first: the native minimum and maximum return their second operand when one is NaN.
        return ExpInRange(MinNative(Vector512.Create(ExpHighest), MaxNative(Vector512.Create(ExpLowest), x)));
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        // The bound comes first: the native minimum and maximum return their second operand when one is NaN.
        return ExpInRange(MinNative(Vector256.Create(ExpHighest), MaxNative(Vector256.Create(ExpLowest), x)));
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        // The bound comes first: the native minimum and maximum return their second operand when one is NaN.
        return ExpInRange(MinNative(Vector128.Create(ExpHighest), MaxNative(Vector128.Create(ExpLowest), x)));
    }

    /// <inheritdoc cref="Exp(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Exp(float x) => Exp(Vector128.CreateScalarUnsafe(x)).ToScalar();

    // The exponential of arguments that are known to lie within [ExpLowest, ExpHighest] or to be NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> ExpInRange(Vector512<float> x)
    {
        var t = MultiplyAddEstimate(x, Vector512.Create(Log2E), Vector512.Create(RoundingBias));
        var n = t - Vector512.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector512.Create(-Ln2High), x);
        r = MultiplyAddEstimate(n, Vector512.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector512.Create(Exp6), r, Vector512.Create(Exp5));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Exp4));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Exp3));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Exp2));
        p = MultiplyAddEstimate(p, r, Vector512.Create(1f));
        p = MultiplyAddEstimate(p, r, Vector512.Create(1f));
        return Scale(p, t);
    }

    // The exponential of arguments that are known to lie within [ExpLowest, ExpHighest] or to be NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> ExpInRange(Vector256<float> x)
    {
        var t = MultiplyAddEstimate(x, Vector256.Create(Log2E), Vector256.Create(RoundingBias));
        var n = t - Vector256.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector256.Create(-Ln2High), x);
        r = MultiplyAddEstimate(n, Vector256.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector256.Create(Exp6), r, Vector256.Create(Exp5));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Exp4));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Exp3));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Exp2));
        p = MultiplyAddEstimate(p, r, Vector256.Create(1f));
        p = MultiplyAddEstimate(p, r, Vector256.Create(1f));
        return Scale(p, t);
    }

    // The exponential of arguments that are known to lie within [ExpLowest, ExpHighest] or to be NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> ExpInRange(Vector128<float> x)
    {
        var t = MultiplyAddEstimate(x, Vector128.Create(Log2E), Vector128.Create(RoundingBias));
        var n = t - Vector128.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector128.Create(-Ln2High), x);
        r = MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector128.Create(Exp6), r, Vector128.Create(Exp5));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Exp4));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Exp3));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Exp2));
        p = MultiplyAddEstimate(p, r, Vector128.Create(1f));
        p = MultiplyAddEstimate(p, r, Vector128.Create(1f));
        return Scale(p, t);
    }
}
