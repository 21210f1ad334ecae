namespace NetGen;

/// <summary>Scales the last axes of each sample to unit mean square: <c>y = γ·x / √(mean(x²) + ε)</c>.</summary>
/// <param name="shape">The extents of the axes to normalise over, the last ones of the input. Default: the last axis.</param>
/// <remarks>The shape stays. PyTorch: <c>RMSNorm(shape)</c>. Zhang and Sennrich 2019.</remarks>
public sealed class RmsNormAttribute(params int[] shape) : ParameterLayerAttribute
{
    /// <summary>The extents of the axes to normalise over, the last ones of the input. Default: the last axis.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>Added to the mean square. Default: 2⁻²³, the spacing of floats at 1.</summary>
    public float Epsilon { get; set; } = 1.1920929e-7f;

    /// <summary>Whether γ is trained; otherwise it is 1. Default: <c>true</c>.</summary>
    public bool Affine { get; set; } = true;
}
