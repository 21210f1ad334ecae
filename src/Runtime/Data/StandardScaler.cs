namespace NetGen.Data;

/// <summary>
/// Brings each feature to mean 0 and standard deviation 1: y = (x − μ)/σ, with σ over all N values (not N − 1); a constant feature becomes 0.
/// </summary>
public sealed class StandardScaler : FeatureScaler
{
    private StandardScaler(int inputLength, double[] means, double[] deviations)
        : base(inputLength, means, [.. deviations.Select(deviation => deviation > 0 ? 1 / deviation : 1)], low: 0)
    {
        Means = means;
        Deviations = deviations;
    }

    /// <summary>μ of each feature (or channel).</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>σ of each feature (or channel).</summary>
    public IReadOnlyList<double> Deviations { get; }

    /// <summary>Takes the figures of each feature from the training part.</summary>
    /// <exception cref="ArgumentException">There are no samples, or a value is infinite.</exception>
    public static StandardScaler Fit(Dataset train) => FitChannels(train, train?.InputLength ?? 0);

    /// <summary>Takes the figures of each channel of images [channels, height, width] from the training part.</summary>
    /// <exception cref="ArgumentException">There are no samples, a value is infinite, or they do not divide into channels.</exception>
    public static StandardScaler FitChannels(Dataset train, int channels)
    {
        var summaries = Summarise(train, channels);
        return new StandardScaler(
            train.InputLength, [.. summaries.Select(summary => summary.Mean)], [.. summaries.Select(summary => Math.Sqrt(summary.Variance))]);
    }
}
