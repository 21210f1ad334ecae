namespace NetGen.Tests.Numerics;

/// <summary>Distances in units of the last place of a float.</summary>
internal static class Ulp
{
    /// <summary>
    /// |actual - truth| in units of the last place that a float of the truth's magnitude has (2^-149 among the subnormals). Infinite where one is
    /// NaN and the other not, or where an infinity is missing; a truth that rounds to infinity may also come out as the largest float.
    /// </summary>
    public static double Error(float actual, double truth)
    {
        if (double.IsNaN(truth)) return float.IsNaN(actual) ? 0 : double.PositiveInfinity;
        if (double.IsInfinity(truth)) return actual == truth ? 0 : double.PositiveInfinity;
        if (float.IsInfinity((float)truth)) return actual == (float)truth || Math.Abs(actual) == float.MaxValue && actual > 0 == truth > 0 ? 0 : double.PositiveInfinity;
        var exponent = truth == 0 ? -149 : Math.Max(Math.ILogB(truth) - 23, -149);
        var error = Math.ScaleB(Math.Abs(actual - truth), -exponent);
        return double.IsNaN(error) ? double.PositiveInfinity : error;
    }
}
