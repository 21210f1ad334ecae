namespace NetGen;

/// <summary>
/// Cross-entropy with less weight on what is already right: <c>l = −α·(1 − p)^γ·ln p</c>, p the probability of the truth.
/// </summary>
/// <remarks>
/// Class scores [C] with labels (softmax included) by default; with <see cref="Binary"/>, logits with targets in [0, 1] of the same
/// shape (sigmoid included), weighted α for 1 and 1 − α for 0. Lin et al. 2017.
/// </remarks>
public sealed class FocalLossAttribute : LossAttribute
{
    /// <summary>The exponent γ. Default: <c>2</c>.</summary>
    public float Gamma { get; set; } = 2;

    /// <summary>The weight α of positive targets, with <see cref="Binary"/>; negative for none. Default: <c>0.25</c>.</summary>
    public float Alpha { get; set; } = 0.25f;

    /// <summary>Independent logits instead of classes. Default: <c>false</c>.</summary>
    public bool Binary { get; set; }

    /// <summary>One weight per class; the mean divides by the sum of the weights of the labels. Default: all 1.</summary>
    public float[]? ClassWeights { get; set; }
}
