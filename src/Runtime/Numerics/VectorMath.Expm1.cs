using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The exponential function minus one.</content>
public static partial class VectorMath
{
    // Below the first expm1 rounds to -1; up to the magnitude of the second (2^-24) it rounds to its argument.
    private const float Expm1Lowest = -18f;
    private const float Expm1Identity = 5.9604645e-8f;

    // e^r - 1 = r + r^2 (Expm12 + Expm13 r + ...) for |r| <= ln(2) / 2, fitted by the Remez exchange; relative error of the fit 1.4e-8.
    private const float Expm12 = 0.5f;
    private const float Expm13 = 0.166665468f;
    private const float Expm14 = 0.0416669827f;
    private const float Expm15 = 0.00836621628f;
    private const float Expm16 = 0.00138923379f;

    /// <summary><c>e^x - 1</c>, lane by lane, accurate for small <paramref name="x"/> too.</summary>
    /// <remarks>
    /// <c>expm1(x) = 2^n · expm1(r) + (2^n - 1)</c>, the reduction of the exponential. Error at most 1.7 ulp. <c>expm1(±0) = ±0</c>,
    /// <c>expm1(-∞) = -1</c>, <c>expm1(+∞) = +∞</c>, NaN stays NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Expm1(Vector512<float> x)
    {
        var bounded = MinNative(Vector512.Create(ExpHighest), MaxNative(Vector512.Create(Expm1Lowest), x));
        var t = MultiplyAddEstimate(bounded, Vector512.Create(Log2E), Vector512.Create(RoundingBias));
        var n = t - Vector512.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector512.Create(-Ln2High), bounded);
        r = MultiplyAddEstimate(n, Vector512.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector512.Create(Expm16), r, Vector512.Create(Expm15));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Expm14));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Expm13));
        p = MultiplyAddEstimate(p, r, Vector512.Create(Expm12));
        p = MultiplyAddEstimate(p, r * r, r);

        // Half of 2^n, because 2^128 is no float; doubled at the end.
        var s = ((t.AsInt32() << 23) + Vector512.Create(0.5f).AsInt32()).AsSingle();
        var y = MultiplyAddEstimate(s, p, s - Vector512.Create(0.5f));
        return ConditionalSelect(LessThanOrEqual(Vector512.Abs(x), Vector512.Create(Expm1Identity)), x, y + y);
    }

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Expm1(Vector256<float> x)
    {
        var bounded = MinNative(Vector256.Create(ExpHighest), MaxNative(Vector256.Create(Expm1Lowest), x));
        var t = MultiplyAddEstimate(bounded, Vector256.Create(Log2E), Vector256.Create(RoundingBias));
        var n = t - Vector256.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector256.Create(-Ln2High), bounded);
        r = MultiplyAddEstimate(n, Vector256.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector256.Create(Expm16), r, Vector256.Create(Expm15));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Expm14));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Expm13));
        p = MultiplyAddEstimate(p, r, Vector256.Create(Expm12));
        p = MultiplyAddEstimate(p, r * r, r);

        // Half of 2^n, because 2^128 is no float; doubled at the end.
        var s = ((t.AsInt32() << 23) + Vector256.Create(0.5f).AsInt32()).AsSingle();
        var y = MultiplyAddEstimate(s, p, s - Vector256.Create(0.5f));
        return ConditionalSelect(LessThanOrEqual(Vector256.Abs(x), Vector256.Create(Expm1Identity)), x, y + y);
    }

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Expm1(Vector128<float> x)
    {
        var bounded = MinNative(Vector128.Create(ExpHighest), MaxNative(Vector128.Create(Expm1Lowest), x));
        var t = MultiplyAddEstimate(bounded, Vector128.Create(Log2E), Vector128.Create(RoundingBias));
        var n = t - Vector128.Create(RoundingBias);
        var r = MultiplyAddEstimate(n, Vector128.Create(-Ln2High), bounded);
        r = MultiplyAddEstimate(n, Vector128.Create(-Ln2Low), r);
        var p = MultiplyAddEstimate(Vector128.Create(Expm16), r, Vector128.Create(Expm15));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Expm14));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Expm13));
        p = MultiplyAddEstimate(p, r, Vector128.Create(Expm12));
        p = MultiplyAddEstimate(p, r * r, r);

        // Half of 2^n, because 2^128 is no float; doubled at the end.
        var s = ((t.AsInt32() << 23) + Vector128.Create(0.5f).AsInt32()).AsSingle();
        var y = MultiplyAddEstimate(s, p, s - Vector128.Create(0.5f));
        return ConditionalSelect(LessThanOrEqual(Vector128.Abs(x), Vector128.Create(Expm1Identity)), x, y + y);
    }

    /// <inheritdoc cref="Expm1(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Expm1(float x) => Expm1(Vector128.CreateScalarUnsafe(x)).ToScalar();
}
