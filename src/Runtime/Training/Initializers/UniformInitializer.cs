namespace NetGen.Training;

/// <summary>Every element uniform over [low, high).</summary>
public sealed class UniformInitializer : Initializer
{
    /// <summary>Uniform over [<paramref name="low"/>, <paramref name="high"/>); a number next to the upper bound may round up to it.</summary>
    /// <exception cref="ArgumentException">The bounds are not finite or stand in the wrong order.</exception>
    public UniformInitializer(float low, float high)
    {
        if (!float.IsFinite(low) || !float.IsFinite(high) || low > high)
            throw new ArgumentException($"A uniform distribution needs finite bounds low ≤ high, not [{low}, {high}).", nameof(low));
        Low = low;
        High = high;
    }

    /// <summary>The lower bound.</summary>
    public float Low { get; }

    /// <summary>The upper bound.</summary>
    public float High { get; }

    /// <inheritdoc/>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        Distribution.Uniform(values, key, Low, High);
    }
}
