namespace NetGen.Training;

/// <summary>An initialiser whose spread follows from the fans of the weight, so that signals keep their variance from layer to layer.</summary>
public abstract class VarianceScalingInitializer : Initializer
{
    private readonly bool _uniform;

    private protected VarianceScalingInitializer(bool uniform) => _uniform = uniform;

    /// <summary>The standard deviation for a weight of this shape.</summary>
    /// <exception cref="ArgumentException">The shape has fewer than two axes or an empty one.</exception>
    public abstract double StandardDeviation(ReadOnlySpan<int> shape);

    /// <summary>The bound b of the uniform distribution over [-b, b) that has the standard deviation: √3 times it.</summary>
    /// <exception cref="ArgumentException">The shape has fewer than two axes or an empty one.</exception>
    public double Bound(ReadOnlySpan<int> shape) => Math.Sqrt(3) * StandardDeviation(shape);

    /// <inheritdoc/>
    public sealed override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        if (_uniform) Distribution.Uniform(values, key, -Bound(shape), Bound(shape));
        else Distribution.Normal(values, key, 0, StandardDeviation(shape));
    }

    private protected static double RequireGain(double gain, string parameter) => double.IsFinite(gain) && gain >= 0
        ? gain
        : throw new ArgumentException($"A gain is finite and not negative, unlike {gain}.", parameter);
}
