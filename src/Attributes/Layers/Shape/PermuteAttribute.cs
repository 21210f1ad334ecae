namespace NetGen;

/// <summary>Reorders the axes: axis i of the result is axis <c>axes[i]</c> of the value.</summary>
/// <param name="axes">Each axis once, without the batch.</param>
/// <remarks>[C, H, W] with axes 1, 2, 0 becomes [H, W, C]. PyTorch: <c>permute</c>, with axes counted without the batch.</remarks>
public sealed class PermuteAttribute(params int[] axes) : LayerAttribute
{
    /// <summary>Each axis once, without the batch.</summary>
    public int[] Axes { get; } = axes;
}
