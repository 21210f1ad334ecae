namespace NetGen;

/// <summary>Overlap of boxes: <c>l = 1 − |A ∩ B| / |A ∪ B|</c>.</summary>
/// <remarks>Outputs and targets are boxes [4] or [N, 4]: left, top, right, bottom. Yu et al. 2016.</remarks>
public sealed class IoULossAttribute : LossAttribute
{
    /// <summary>Added to the denominator. Default: <c>1e-7</c>.</summary>
    public float Epsilon { get; set; } = 1e-7f;
}
