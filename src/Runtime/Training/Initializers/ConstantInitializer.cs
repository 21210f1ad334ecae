namespace NetGen.Training;

/// <summary>Every element the same value.</summary>
/// <param name="value">The value.</param>
public sealed class ConstantInitializer(float value) : Initializer
{
    /// <summary>Zeros, as biases often start.</summary>
    public static ConstantInitializer Zeros { get; } = new(0);

    /// <summary>Ones, as the scales of normalisations start.</summary>
    public static ConstantInitializer Ones { get; } = new(1);

    /// <summary>The value of every element.</summary>
    public float Value => value;

    /// <inheritdoc/>
    public override void Fill(Span<float> values, ReadOnlySpan<int> shape, ulong key)
    {
        CanonicalShape.Require(values, shape);
        values.Fill(value);
    }
}
