namespace NetGen.Training;

/// <summary>LeCun initialisation: normal with standard deviation <c>1 / √(fan in)</c>, as self-normalising networks want it.</summary>
/// <remarks>Y. LeCun, L. Bottou, G. Orr, K.-R. Müller, "Efficient BackProp", 1998, section 4.6. The distribution is not truncated.</remarks>
public sealed class LeCunNormalInitializer() : VarianceScalingInitializer(uniform: false)
{
    /// <inheritdoc/>
    public override double StandardDeviation(ReadOnlySpan<int> shape) => 1 / Math.Sqrt(Fan.Of(shape).In);
}
