namespace NetGen;

/// <summary>
/// Overlap of boxes that also pulls apart ones together: <c>l = 1 − |A ∩ B| / |A ∪ B| + |C \ (A ∪ B)| / |C|</c>, C the smallest box
/// around both.
/// </summary>
/// <remarks>
/// Outputs and targets are boxes [4] or [N, 4]: left, top, right, bottom. torchvision: <c>generalized_box_iou_loss</c>. Rezatofighi
/// et al. 2019.
/// </remarks>
public sealed class GIoULossAttribute : LossAttribute
{
    /// <summary>Added to the denominators. Default: <c>1e-7</c>.</summary>
    public float Epsilon { get; set; } = 1e-7f;
}
