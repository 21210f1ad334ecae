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

    /// <summary>The first result that is not the same to the bit, or null.</summary>
    public static string? Change(Dictionary<string, double[]> first, Dictionary<string, double[]> second)
    {
        foreach (var (name, values) in first)
        {
            for (var i = 0; i < values.Length; i++)
                if (!values[i].Equals(second[name][i])) return $"{name}[{i}] is {values[i]:G9} or {second[name][i]:G9}, depending on what its memory held";
        }

        return null;
    }

    /// <summary>The first element that is NaN in one of them only, or null.</summary>
    public static string? NaNs(double[] expected, double[] actual, bool mayBeMore)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (double.IsNaN(expected[i]) == double.IsNaN(actual[i]) || (mayBeMore && double.IsNaN(actual[i]))) continue;
            return $"where an input is NaN, outputs[{i}] is {actual[i]:G9} instead of {expected[i]:G9}";
        }

        return null;
    }
}
