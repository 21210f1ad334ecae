namespace NetGen;

/// <summary>Mean over a sliding window of 2 axes.</summary>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>[C, H, W] becomes [C, H', W']. PyTorch: <c>AvgPool2d</c>.</remarks>
public sealed class AvgPool2DAttribute(params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>Whether added elements count in the divisor. Default: <c>true</c>.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>The divisor, whatever the window holds. Default: the number of elements under the window.</summary>
    public int DivisorOverride { get; set; }
}
