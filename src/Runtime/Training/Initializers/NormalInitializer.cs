namespace NetGen.Training;

/// <summary>Every element normal.</summary>
public sealed class NormalInitializer : Initializer
{
    /// <summary>Normal with this mean and standard deviation.</summary>
    /// <exception cref="ArgumentException">The mean is not finite, or the standard deviation negative or not finite.</exception>
    public NormalInitializer(float mean = 0, float standardDeviation = 1)
    {
        if (!float.IsFinite(mean)) throw new ArgumentException($"The mean of a normal distribution is finite, not {mean}.", nameof(mean));
        if (!float.IsFinite(standardDeviation) || standardDeviation < 0)
            throw new ArgumentException($"The standard deviation of a normal distribution is finite and not negative, unlike {standardDeviation}.", nameof(standardDeviation));
        Mean = mean;
        StandardDeviation = standardDeviation;
    }

    /// <summary>The mean.</summary>
    public float Mean { get; }

    /// <summary>The standard deviation.</summary>
    public float StandardDeviation { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        Distribution.Normal(values, key, Mean, StandardDeviation);
    }
}
