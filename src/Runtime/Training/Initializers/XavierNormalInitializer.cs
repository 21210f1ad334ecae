namespace NetGen.Training;

/// <summary>Xavier initialisation: normal with standard deviation <c>gain · √(2 / (fan in + fan out))</c>.</summary>
/// <remarks>X. Glorot, Y. Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010.</remarks>
/// <param name="gain">The factor for the non-linearity that follows, see <see cref="Training.Gain"/>.</param>
public sealed class XavierNormalInitializer(double gain = 1) : VarianceScalingInitializer(uniform: false)
{
    /// <summary>The factor for the non-linearity that follows.</summary>
    public double Gain { get; } = RequireGain(gain, nameof(gain));

    /// <inheritdoc/>
    public override double StandardDeviation(ReadOnlySpan<int> shape)
    {
        var fan = Fan.Of(shape);
        return Gain * Math.Sqrt(2.0 / (fan.In + fan.Out));
    }
}
