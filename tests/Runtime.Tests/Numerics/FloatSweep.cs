namespace NetGen.Tests.Numerics;

/// <summary>Sets of floats to try a function on.</summary>
internal static class FloatSweep
{
    /// <summary>Zeros, ones, the ends of the subnormal and normal ranges, infinities, NaNs, and the thresholds of the functions, with their neighbours.</summary>
    public static float[] Special { get; } = MakeSpecial();

    /// <summary>
    /// Both signs of every exponent (subnormals included) with <paramref name="perExponent"/> mantissas each, at an odd stride so that the low bits vary.
    /// The count is a multiple of 16 when <paramref name="perExponent"/> is one of 8.
    /// </summary>
    public static float[] AllExponents(int perExponent) => Exponents(0, 254, perExponent);

    /// <summary>The same for the exponents from 2^<paramref name="lowest"/> to 2^<paramref name="highest"/>.</summary>
    public static float[] Magnitudes(int lowest, int highest, int perExponent) => Exponents(lowest + 127, highest + 127, perExponent);

    private static float[] Exponents(int first, int last, int perExponent)
    {
        var values = new float[(last - first + 1) * perExponent * 2];
        var stride = ((1 << 23) / perExponent) | 1;
        var count = 0;
        for (var exponent = first; exponent <= last; exponent++)
        {
            for (var i = 0; i < perExponent; i++)
            {
                var bits = (exponent << 23) | (int)((long)i * stride & 0x7FFFFF);
                values[count++] = BitConverter.Int32BitsToSingle(bits);
                values[count++] = -BitConverter.Int32BitsToSingle(bits);
            }
        }

        return values;
    }

    private static float[] MakeSpecial()
    {
        float[] centres =
        [
            0f, float.Epsilon, 1.17549435e-38f, 1e-30f, 5.9604645e-8f, 1e-3f, 0.5f, 0.70710678f, 1f, 1.4142135f, MathF.PI / 4, MathF.PI / 2, MathF.E,
            3.93f, 9.02f, 18f, 87.33655f, 88.72284f, 89f, 103.97208f, 104f, 8192f, 16777216f, 2147483648f, 1e30f, float.MaxValue,
        ];
        List<float> values = [float.NaN, -float.NaN, BitConverter.Int32BitsToSingle(0x7F800001), float.PositiveInfinity, float.NegativeInfinity];
        foreach (var centre in centres)
        {
            foreach (var value in (float[])[centre, MathF.BitIncrement(centre), MathF.BitDecrement(centre)]) values.AddRange([value, -value]);
        }

        while (values.Count % 16 != 0) values.Add(0f);
        return [.. values];
    }
}
