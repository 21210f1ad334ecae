namespace NetGen;

/// <summary>Mean over a sliding window of 1 axis.</summary>
/// <param name="kernel">Extents of the window: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes [C, L']. PyTorch: <c>AvgPool1d</c>.</remarks>
public sealed class AvgPool1DAttribute(params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>Whether added elements count in the divisor. Default: <c>true</c>.</summary>
    public bool CountIncludePad { get; set; } = true;

    /// <summary>The divisor, whatever the window holds. Default: the number of elements under the window.</summary>
    public int DivisorOverride { get; set; }
}
