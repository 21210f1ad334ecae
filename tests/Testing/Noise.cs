namespace NetGen.Testing;

/// <summary>Repeatable test data: a pure function of a seed and a number, the same on every machine (SplitMix64, Steele et al. 2014).</summary>
internal static class Noise
{
    /// <summary>A number in [0, 1).</summary>
    public static double Uniform(ulong seed, long number)
    {
        var z = unchecked((seed * 0xD1342543DE82EF95UL) + ((ulong)number * 0x9E3779B97F4A7C15UL) + 0x632BE59BD9B4E019UL);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EBUL);
        return ((z ^ (z >> 31)) >> 11) * (1.0 / (1UL << 53));
    }

    /// <summary>Numbers in [<paramref name="low"/>, <paramref name="high"/>) that are exact as 32-bit floats.</summary>
    public static double[] Values(ulong seed, int count, double low, double high)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = (float)(low + ((high - low) * Uniform(seed, i)));
        return values;
    }

    /// <summary>Class indices below <paramref name="classes"/>.</summary>
    public static double[] Labels(ulong seed, int count, int classes)
    {
        var values = new double[count];
        for (var i = 0; i < count; i++) values[i] = Math.Floor(Uniform(seed, i) * classes);
        return values;
    }
}
