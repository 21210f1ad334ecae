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
        var norm = Norm(gradient, normType);
        var scale = maxNorm / (norm + 1e-6);
        if (double.IsFinite(norm) && scale < 1) FlatVector.Scale(gradient, (float)scale);
        return (float)norm;
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
        double sum = 0;
        foreach (var g in gradient)
            sum = float.IsPositiveInfinity(normType) ? Math.Max(sum, Math.Abs((double)g)) : sum + Math.Pow(Math.Abs((double)g), normType);
        return float.IsPositiveInfinity(normType) ? sum : Math.Pow(sum, 1.0 / normType);
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
