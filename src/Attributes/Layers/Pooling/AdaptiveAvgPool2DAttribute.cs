namespace NetGen;

/// <summary>Mean over windows chosen so that the output has the given extents: window i spans <c>⌊i·n/m⌋ … ⌈(i + 1)·n/m⌉</c>.</summary>
/// <param name="size">Extents m of the output: one for all axes, or height and width.</param>
/// <remarks>[C, H, W] becomes the given extents, channels unchanged. PyTorch: <c>AdaptiveAvgPool2d</c>.</remarks>
public sealed class AdaptiveAvgPool2DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>Extents m of the output: one for all axes, or height and width.</summary>
    public int[] Size { get; } = size;
}
