namespace NetGen;

/// <summary>Binary cross-entropy of logits, sigmoid included: <c>l = −(w·t·ln σ(x) + (1 − t)·ln(1 − σ(x)))</c>.</summary>
/// <remarks>Targets in [0, 1], of the output's shape. PyTorch: <c>BCEWithLogitsLoss</c>.</remarks>
public sealed class BinaryCrossEntropyWithLogitsLossAttribute : LossAttribute
{
    /// <summary>The weight w of positive targets: one for all outputs, or one per channel. Default: 1.</summary>
    public float[]? PositiveWeights { get; set; }
}
