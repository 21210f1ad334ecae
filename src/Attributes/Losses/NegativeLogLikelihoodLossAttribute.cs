namespace NetGen;

/// <summary>Negative log-likelihood of log-probabilities: <c>l = −x[label]</c>.</summary>
/// <remarks>Outputs as from a <see cref="LogSoftmaxAttribute"/>; labels are class indices. PyTorch: <c>NLLLoss</c>.</remarks>
public sealed class NegativeLogLikelihoodLossAttribute : LossAttribute
{
    /// <summary>One weight per class; the mean divides by the sum of the weights of the labels. Default: all 1.</summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>Samples (or positions) with this label do not count. Default: <c>-100</c>.</summary>
    public int IgnoreIndex { get; set; } = -100;
}
