namespace NetGen;

/// <summary>Normalises each channel of each sample over its positions: <c>y = γ·(x − mean) / √(var + ε) + β</c>, biased variance.</summary>
/// <remarks>The shape stays. PyTorch: <c>InstanceNorm1d/2d/3d</c>. Ulyanov et al. 2016.</remarks>
public sealed class InstanceNormAttribute : ParameterLayerAttribute
{
    /// <summary>Share of the batch in the running statistics, where those are kept. Default: <c>0.1</c>.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>Added to the variance. Default: <c>1e-5</c>.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether γ and β are trained; otherwise they are 1 and 0. Default: <c>false</c>.</summary>
    public bool Affine { get; set; }

    /// <summary>Whether inference uses running statistics instead of the sample's own. Default: <c>false</c>.</summary>
    public bool TrackRunningStatistics { get; set; }
}
