namespace NetGen.Data;

/// <summary>Brings each feature of the training part to [low, high]; other data may fall outside. A constant feature becomes low.</summary>
public sealed class MinMaxScaler : FeatureScaler
{
    private MinMaxScaler(int inputLength, double[] minima, double[] maxima, double low, double high)
        : base(inputLength, minima, [.. minima.Zip(maxima, (min, max) => max > min ? (high - low) / (max - min) : 1)], low)
    {
        Minima = minima;
        Maxima = maxima;
    }

    /// <summary>The smallest value of each feature.</summary>
    public IReadOnlyList<double> Minima { get; }

    /// <summary>The largest value of each feature.</summary>
    public IReadOnlyList<double> Maxima { get; }

    /// <summary>Takes the figures of each feature from the training part.</summary>
    /// <exception cref="ArgumentException">There are no samples, a value is infinite, or low is not below high.</exception>
    public static MinMaxScaler Fit(Dataset train, float low = 0, float high = 1)
    {
        if (!(low < high && float.IsFinite(high - low))) throw new ArgumentException($"low ({low}) must be below high ({high}), and both finite.", nameof(low));
        var summaries = Summarise(train, train?.InputLength ?? 0);
        double[] minima = [.. summaries.Select(summary => summary.IsEmpty ? 0 : summary.Low)];
        double[] maxima = [.. summaries.Select(summary => summary.IsEmpty ? 0 : summary.High)];
        return new MinMaxScaler(train!.InputLength, minima, maxima, low, high);
    }
}
