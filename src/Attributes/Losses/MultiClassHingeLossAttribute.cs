namespace NetGen;

/// <summary>
/// Margin between the right class and each other one: <c>l = Σ over i ≠ label of max(0, margin − x[label] + x[i])ᵖ / C</c>.
/// </summary>
/// <remarks>Scores [C], or [C, H, W] with one label per position; labels are class indices. PyTorch: <c>MultiMarginLoss</c>.</remarks>
public sealed class MultiClassHingeLossAttribute : LossAttribute
{
    /// <summary>The margin. Default: <c>1</c>.</summary>
    public float Margin { get; set; } = 1;

    /// <summary>The exponent p: 1 or 2. Default: <c>1</c>.</summary>
    public int Power { get; set; } = 1;

    /// <summary>One weight per class, that of the label; the mean divides by the number of samples all the same. Default: all 1.</summary>
    public float[]? ClassWeights { get; set; }
}
