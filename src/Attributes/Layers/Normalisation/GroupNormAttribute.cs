namespace NetGen;

/// <summary>
/// Normalises groups of channels of each sample: <c>y = γ·(x − mean) / √(var + ε) + β</c>, biased variance, γ and β per channel.
/// </summary>
/// <param name="groups">Number of groups; it divides the channels.</param>
/// <remarks>The shape stays. PyTorch: <c>GroupNorm</c>. Wu and He 2018.</remarks>
public sealed class GroupNormAttribute(int groups) : ParameterLayerAttribute
{
    /// <summary>Number of groups; it divides the channels.</summary>
    public int Groups { get; } = groups;

    /// <summary>Added to the variance. Default: <c>1e-5</c>.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether γ and β are trained; otherwise they are 1 and 0. Default: <c>true</c>.</summary>
    public bool Affine { get; set; } = true;
}
