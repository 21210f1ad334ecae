using System.Numerics;

namespace NetGen.Training;

/// <summary>Keeps a gradient from growing without bound.</summary>
/// <remarks>Pascanu, Mikolov and Bengio 2013, "On the difficulty of training recurrent neural networks".</remarks>
public static class GradientClipping
{
    /// <summary>Scales the gradient so that its p-norm is at most <paramref name="maxNorm"/>: g ← g · min(1, maxNorm/(‖g‖ₚ + 1e-6)).</summary>
    /// <param name="gradient">The gradient, changed in place.</param>
    /// <param name="maxNorm">The largest norm; positive.</param>
    /// <param name="normType">p, at least 1; infinity for the largest magnitude.</param>
    /// <returns>The norm before scaling. If it is not finite, the gradient is left as it is.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The largest norm is not positive, or p is less than 1.</exception>
    public static float ByNorm(Span<float> gradient, float maxNorm, float normType = 2)
    {
        if (!(maxNorm > 0)) throw new ArgumentOutOfRangeException(nameof(maxNorm), maxNorm, "maxNorm must be positive.");
        return (float)Clip(gradient, maxNorm, normType);
    }

    /// <summary>The same, with the norm in double: that of many large elements is finite there alone.</summary>
    internal static double Clip(Span<float> gradient, float maxNorm, float normType)
    {
        var norm = Norm(gradient, normType);
        var scale = maxNorm / (norm + 1e-6);
        if (double.IsFinite(norm) && scale < 1) FlatVector.Scale(gradient, (float)scale);
        return norm;
    }

    /// <summary>Brings every element into [−<paramref name="maxValue"/>, <paramref name="maxValue"/>].</summary>
    /// <exception cref="ArgumentOutOfRangeException">The largest value is not positive.</exception>
    public static void ByValue(Span<float> gradient, float maxValue)
    {
        if (!(maxValue > 0)) throw new ArgumentOutOfRangeException(nameof(maxValue), maxValue, "maxValue must be positive.");
        FlatVector.Clamp(gradient, maxValue);
    }

    /// <summary>The p-norm (Σ|gᵢ|ᵖ)^(1/p), summed in double; the largest magnitude for p = ∞.</summary>
    /// <exception cref="ArgumentOutOfRangeException">p is less than 1.</exception>
    public static double Norm(ReadOnlySpan<float> gradient, float normType = 2)
    {
        if (!(normType >= 1)) throw new ArgumentOutOfRangeException(nameof(normType), normType, "The norm's p must be at least 1.");
        if (normType == 2) return Math.Sqrt(SquareSum(gradient));
        // Math.Max hands NaN on.
        double largest = 0, sum = 0;
        foreach (var g in gradient) largest = Math.Max(largest, Math.Abs((double)g));
        if (float.IsPositiveInfinity(normType) || largest == 0 || !double.IsFinite(largest)) return largest;

        // Powers of shares of the largest neither overflow nor vanish, however large p is.
        foreach (var g in gradient) sum += Math.Pow(Math.Abs((double)g) / largest, normType);
        return largest * Math.Pow(sum, 1.0 / normType);
    }

    /// <summary>Whether every element is finite.</summary>
    internal static bool IsFinite(ReadOnlySpan<float> x)
    {
        // 0·x is 0 unless x is not finite.
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count) sum += new Vector<float>(x[i..]) * 0f;
        var isFinite = Vector.EqualsAll(sum, Vector<float>.Zero);
        for (; i < x.Length; i++) isFinite &= float.IsFinite(x[i]);
        return isFinite;
    }

    private static double SquareSum(ReadOnlySpan<float> x)
    {
        Vector<double> low = default, high = default;
        var i = 0;
        for (; i <= x.Length - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(x[i..]), out var a, out var b);
            low += a * a;
            high += b * b;
        }

        var sum = Vector.Sum(low + high);
        for (; i < x.Length; i++) sum += (double)x[i] * x[i];
        return sum;
    }
}
