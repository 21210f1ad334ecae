namespace NetGen;

/// <summary>
/// Normalises the last axes of each sample: <c>y = γ·(x − mean) / √(var + ε) + β</c>, biased variance, γ and β per element.
/// </summary>
/// <param name="shape">The extents of the axes to normalise over, the last ones of the input. Default: the last axis.</param>
/// <remarks>The shape stays. PyTorch: <c>LayerNorm(shape)</c>. Ba, Kiros and Hinton 2016.</remarks>
public sealed class LayerNormAttribute(params int[] shape) : ParameterLayerAttribute
{
    /// <summary>The extents of the axes to normalise over, the last ones of the input. Default: the last axis.</summary>
    public int[] Shape { get; } = shape;

    /// <summary>Added to the variance. Default: <c>1e-5</c>.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether γ and β are trained; otherwise they are 1 and 0. Default: <c>true</c>.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether β is trained, where <see cref="Affine"/> is. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;
}
