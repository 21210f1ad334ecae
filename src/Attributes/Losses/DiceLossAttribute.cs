namespace NetGen;

/// <summary>Overlap of a mask: <c>l = 1 − (2·Σp·t + s) / (Σp + Σt + s)</c>, p = sigmoid(x), sums over the whole batch.</summary>
/// <remarks>Targets have the output's shape. The loss is one number for the batch, which <c>Reduction.Mean</c> and <c>Reduction.Sum</c> leave as it is. Milletari et al. 2016.</remarks>
public sealed class DiceLossAttribute : LossAttribute
{
    /// <summary>The addend s, which keeps empty masks defined. Default: <c>1</c>.</summary>
    public float Smooth { get; set; } = 1;
}
