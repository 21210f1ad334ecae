namespace NetGen.Testing;

/// <summary>A tensor of a golden case, widened to double.</summary>
/// <param name="Name">Its name: <c>in.x</c>, <c>param.weight</c>, <c>out.y</c>, <c>grad.in.x</c>.</param>
/// <param name="Shape">Its shape, the batch included.</param>
/// <param name="Values">Its values, row-major.</param>
/// <param name="Float32Error">How far the same computation in 32-bit floats was off.</param>
public sealed record GoldenTensor(string Name, int[] Shape, double[] Values, double Float32Error)
{
    /// <summary>The largest deviation a 32-bit implementation may have: 20 times the reference's own, two units in the last place of the largest value, and a floor.</summary>
    public double Tolerance => (20 * Float32Error) + (2e-6 * Values.Select(Math.Abs).DefaultIfEmpty().Max()) + 1e-7;

    /// <summary>What is wrong with <paramref name="actual"/>, or null when every value is within <paramref name="tolerance"/>.</summary>
    public string? Compare(double[] actual, double tolerance)
    {
        if (actual.Length != Values.Length) return $"{Name} has {actual.Length} values instead of {Values.Length}";
        for (var i = 0; i < actual.Length; i++)
        {
            // Written so that NaN is a difference.
            if (!(Math.Abs(actual[i] - Values[i]) <= tolerance) && !actual[i].Equals(Values[i]))
                return $"{Name}[{i}] is {actual[i]:G9} instead of {Values[i]:G9}: {Math.Abs(actual[i] - Values[i]):G3} above the tolerance of {tolerance:G3}";
        }

        return null;
    }
}
