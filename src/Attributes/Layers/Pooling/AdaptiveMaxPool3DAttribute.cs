namespace NetGen;

/// <summary>Maximum over windows chosen so that the output has the given extents: window i spans <c>⌊i·n/m⌋ … ⌈(i + 1)·n/m⌉</c>.</summary>
/// <param name="size">Extents m of the output: one for all axes, or depth, height and width.</param>
/// <remarks>[C, D, H, W] becomes the given extents, channels unchanged. PyTorch: <c>AdaptiveMaxPool3d</c>.</remarks>
public sealed class AdaptiveMaxPool3DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>Extents m of the output: one for all axes, or depth, height and width.</summary>
    public int[] Size { get; } = size;
}
