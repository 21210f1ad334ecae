namespace NetGen;

/// <summary>Mean over windows chosen so that the output has the given extents: window i spans <c>⌊i·n/m⌋ … ⌈(i + 1)·n/m⌉</c>.</summary>
/// <param name="size">Extents m of the output: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes the given extents, channels unchanged. PyTorch: <c>AdaptiveAvgPool1d</c>.</remarks>
public sealed class AdaptiveAvgPool1DAttribute(params int[] size) : LayerAttribute
{
    /// <summary>Extents m of the output: one for all axes, or the length.</summary>
    public int[] Size { get; } = size;
}
