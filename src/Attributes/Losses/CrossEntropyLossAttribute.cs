namespace NetGen;

/// <summary>Cross-entropy of class scores, softmax included: <c>l = −ln softmax(x)[label]</c>.</summary>
/// <remarks>Scores [C], or [C, H, W] with one label per position; labels are class indices. PyTorch: <c>CrossEntropyLoss</c>.</remarks>
public sealed class CrossEntropyLossAttribute : LossAttribute
{
    /// <summary>Share of the uniform distribution mixed into the labels, in [0, 1). Default: <c>0</c>.</summary>
    public float LabelSmoothing { get; set; }

    /// <summary>One weight per class; the mean divides by the sum of the weights of the labels. Default: all 1.</summary>
    public float[]? ClassWeights { get; set; }

    /// <summary>Samples (or positions) with this label do not count. Default: <c>-100</c>.</summary>
    public int IgnoreIndex { get; set; } = -100;

    /// <summary>Targets are distributions of the scores' shape instead of class indices. Default: <c>false</c>.</summary>
    public bool SoftTargets { get; set; }
}
