namespace NetGen;

/// <summary>Joins axes into one, in row-major order; the values stay where they are.</summary>
/// <remarks>[C, H, W] becomes [C·H·W] by default. PyTorch: <c>Flatten</c>.</remarks>
public sealed class FlattenAttribute : LayerAttribute
{
    /// <summary>First axis to join, without the batch; negative counts from the end. Default: <c>0</c>.</summary>
    public int StartAxis { get; set; }

    /// <summary>Last axis to join, without the batch; negative counts from the end. Default: <c>-1</c>.</summary>
    public int EndAxis { get; set; } = -1;
}
