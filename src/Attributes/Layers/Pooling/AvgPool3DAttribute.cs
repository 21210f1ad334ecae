namespace NetGen;

/// <summary>Mean over a sliding window of 3 axes.</summary>
/// <param name="kernel">Extents of the window: one for all axes, or depth, height and width.</param>
/// <remarks>[C, D, H, W] becomes [C, D', H', W']. PyTorch: <c>AvgPool3d</c>.</remarks>
public sealed class AvgPool3DAttribute(params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>Whether added elements count in the divisor. Default: <c>true</c>.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>The divisor, whatever the window holds. Default: the number of elements under the window.</summary>
    public int DivisorOverride { get; set; }
}
