namespace NetGen.Properties.Checks;

/// <summary>Comparison of results by name.</summary>
internal static class Agreement
{
    /// <summary>What differs first, or null.</summary>
    public static string? Difference(Dictionary<string, double[]> expected, Dictionary<string, double[]> actual, Func<string, double> tolerance)
    {
        if (!expected.Keys.Order(StringComparer.Ordinal).SequenceEqual(actual.Keys.Order(StringComparer.Ordinal)))
            return $"results are {string.Join(", ", actual.Keys)} instead of {string.Join(", ", expected.Keys)}";
        foreach (var (name, values) in expected)
        {
            if (values.Length != actual[name].Length) return $"{name} has {actual[name].Length} values instead of {values.Length}";
            for (var i = 0; i < values.Length; i++)
            {
                // Written so that NaN is a difference.
                if (!(Math.Abs(values[i] - actual[name][i]) <= tolerance(name)))
                    return $"{name}[{i}] is {actual[name][i]:G9} instead of {values[i]:G9}; the tolerance is {tolerance(name):G3}";
            }
        }

        return null;
    }
}
