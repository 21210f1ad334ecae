namespace NetGen.Numerics;

/// <summary>
/// The inverse of the normal distribution function: algorithm AS 241, routine PPND16, of M. J. Wichura, "The Percentage Points of the Normal
/// Distribution", Applied Statistics 37 (1988) 477–484. Relative error about 1e-16.
/// </summary>
/// <remarks>
/// Only operations that IEEE 754 rounds exactly are used, the logarithm included, so that every machine returns the same bits.
/// </remarks>
internal static class NormalQuantile
{
    // Coefficients of Wichura's rational functions, lowest power first: |p - 1/2| <= 0.425, the near tail, the far tail.
    private static ReadOnlySpan<double> CentreNumerator =>
    [
        3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
        4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3,
    ];

    private static ReadOnlySpan<double> CentreDenominator =>
    [
        1, 4.2313330701600911252e1, 6.8718700749205790830e2, 5.3941960214247511077e3,
        2.1213794301586595867e4, 3.9307895800092710610e4, 2.8729085735721942674e4, 5.2264952788528545610e3,
    ];

    private static ReadOnlySpan<double> NearNumerator =>
    [
        1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0, 3.64784832476320460504e0,
        1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4,
    ];

    private static ReadOnlySpan<double> NearDenominator =>
    [
        1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
        1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4, 1.05075007164441684324e-9,
    ];

    private static ReadOnlySpan<double> FarNumerator =>
    [
        6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0, 2.96560571828504891230e-1,
        2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7,
    ];

    private static ReadOnlySpan<double> FarDenominator =>
    [
        1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
        7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7, 2.04426310338993978564e-15,
    ];

    /// <summary>The z for which a standard normal variable stays below z with probability <paramref name="p"/>, 0 &lt; p &lt; 1.</summary>
    public static double Of(double p)
    {
        var q = p - 0.5;
        if (Math.Abs(q) <= 0.425)
        {
            var r = 0.180625 - (q * q);
            return q * Polynomial(CentreNumerator, r) / Polynomial(CentreDenominator, r);
        }

        var tail = Math.Sqrt(-Logarithm(q < 0 ? p : 1 - p));
        var z = tail <= 5
            ? Polynomial(NearNumerator, tail - 1.6) / Polynomial(NearDenominator, tail - 1.6)
            : Polynomial(FarNumerator, tail - 5) / Polynomial(FarDenominator, tail - 5);
        return q < 0 ? -z : z;
    }

    /// <summary>The quantile of <c>(bits + 1/2) / 2^32</c>: a uniform word becomes a normal number.</summary>
    public static double OfBits(uint bits) => Of((bits + 0.5) / 4294967296.0);

    /// <summary>
    /// The natural logarithm of a positive normal number, by the series of the inverse hyperbolic tangent. The library's own may differ in the
    /// last place from one platform to the next.
    /// </summary>
    internal static double Logarithm(double x)
    {
        const double SqrtHalf = 0.70710678118654757, Ln2 = 0.693147180559945309417;
        var bits = BitConverter.DoubleToInt64Bits(x);
        var exponent = (int)(bits >> 52) - 1022;
        var mantissa = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000);
        if (mantissa < SqrtHalf)
        {
            mantissa *= 2;
            exponent--;
        }

        // ln m = 2 atanh(s) = 2 s (1 + s^2 / 3 + s^4 / 5 + ...), s^2 < 0.0295: twelve terms reach 2^-60.
        var s = (mantissa - 1) / (mantissa + 1);
        var sum = 0.0;
        for (var n = 23; n >= 1; n -= 2) sum = (sum * s * s) + (1.0 / n);
        return (exponent * Ln2) + (2 * s * sum);
    }

    private static double Polynomial(ReadOnlySpan<double> coefficients, double x)
    {
        var sum = 0.0;
        for (var i = coefficients.Length - 1; i >= 0; i--) sum = (sum * x) + coefficients[i];
        return sum;
    }
}
