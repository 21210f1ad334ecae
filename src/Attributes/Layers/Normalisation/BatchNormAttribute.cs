namespace NetGen;

/// <summary>Normalises each channel over the batch and all positions: <c>y = γ·(x − mean) / √(var + ε) + β</c>.</summary>
/// <remarks>
/// The shape stays. Training uses the statistics of the batch (biased variance) and updates <c>running = (1 − momentum)·running +
/// momentum·batch</c> with the unbiased variance; inference uses the running ones, folded into the layer before. PyTorch:
/// <c>BatchNorm1d/2d/3d</c>. Ioffe and Szegedy 2015.
/// </remarks>
public sealed class BatchNormAttribute : ParameterLayerAttribute
{
    /// <summary>Share of the batch in the running statistics. Default: <c>0.1</c>.</summary>
    public float Momentum { get; set; } = 0.1f;

    /// <summary>Added to the variance. Default: <c>1e-5</c>.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>Whether γ and β are trained; otherwise they are 1 and 0. Default: <c>true</c>.</summary>
    public bool Affine { get; set; } = true;

    /// <summary>Whether running statistics are kept; otherwise inference uses those of its batch too. Default: <c>true</c>.</summary>
    public bool TrackRunningStatistics { get; set; } = true;
}
