namespace NetGen;

/// <summary>
/// Intersection over union of a mask: <c>l = 1 − (I + s) / (U + s)</c>, <c>I = Σp·t</c>, <c>U = Σp + Σt − I</c>, p = sigmoid(x), sums
/// over the whole batch.
/// </summary>
/// <remarks>Targets have the output's shape. The loss is one number for the batch, which <c>Reduction.Mean</c> and <c>Reduction.Sum</c> leave as it is. Rahman and Wang 2016.</remarks>
public sealed class JaccardLossAttribute : LossAttribute
{
    /// <summary>The addend s, which keeps empty masks defined. Default: <c>1</c>.</summary>
    public float Smooth { get; set; } = 1;
}
