namespace NetGen.Training;

/// <summary>Kaiming initialisation: uniform over [-b, b), <c>b = gain · √(3 / fan)</c>.</summary>
/// <remarks>
/// K. He, X. Zhang, S. Ren, J. Sun, "Delving Deep into Rectifiers", ICCV 2015. Defaults as in PyTorch: a leaky rectifier of slope 0, that is √2.
/// </remarks>
/// <param name="mode">The fan whose variance is kept.</param>
/// <param name="nonlinearity">What follows the weights.</param>
/// <param name="negativeSlope">The slope below zero of a leaky rectifier; √5 gives PyTorch's default for dense layers and convolutions.</param>
public sealed class KaimingUniformInitializer(FanMode mode = FanMode.FanIn, Nonlinearity nonlinearity = Nonlinearity.LeakyRelu, double negativeSlope = 0)
    : VarianceScalingInitializer(uniform: true)
{
    /// <summary>The fan whose variance is kept.</summary>
    public FanMode Mode => mode;

    /// <summary>The factor for the non-linearity that follows.</summary>
    public double Gain { get; } = RequireGain(Training.Gain.Of(nonlinearity, negativeSlope), nameof(negativeSlope));

    /// <inheritdoc/>
    public override double StandardDeviation(ReadOnlySpan<int> shape) => Gain / Math.Sqrt(Fan.Of(shape)[mode]);
}
