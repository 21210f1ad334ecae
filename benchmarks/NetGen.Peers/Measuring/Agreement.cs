namespace NetGen.Peers.Measuring;

/// <summary>How far two results of the same computation lie apart.</summary>
/// <param name="RelativeError">The largest difference, relative to the largest expected value.</param>
/// <param name="Agrees">Whether that is within the tolerance.</param>
internal readonly record struct Agreement(double RelativeError, bool Agrees)
{
    /// <summary>What two sides may differ by before they are taken to compute different things.</summary>
    public const double Tolerance = 1e-3;

    /// <summary>
    /// Compares two results. The error is taken relative to the largest expected value, not element by element: a sum that happens to
    /// cancel to nearly zero says nothing about correctness.
    /// </summary>
    public static Agreement Of(ReadOnlySpan<float> actual, ReadOnlySpan<double> expected, double tolerance = Tolerance)
    {
        if (actual.Length != expected.Length) throw new ArgumentException($"{actual.Length} values are compared with {expected.Length}.", nameof(actual));
        var (largest, difference) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(expected[i]));
            difference = Math.Max(difference, Math.Abs(actual[i] - expected[i]));
        }

        // Math.Max propagates NaN, and a comparison with NaN is false: no result with NaN in it agrees. Neither does an empty signal.
        var error = largest > 0 ? difference / largest : double.NaN;
        return new Agreement(error, error <= tolerance);
    }

    /// <summary>The same for two results in single precision.</summary>
    public static Agreement Of(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected, double tolerance = Tolerance)
    {
        var wide = new double[expected.Length];
        for (var i = 0; i < wide.Length; i++) wide[i] = expected[i];
        return Of(actual, wide, tolerance);
    }
}
