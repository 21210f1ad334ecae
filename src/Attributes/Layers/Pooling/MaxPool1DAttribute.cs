namespace NetGen;

/// <summary>Maximum over a sliding window of 1 axis; of equal values the first one receives the gradient.</summary>
/// <param name="kernel">Extents of the window: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes [C, L']. PyTorch: <c>MaxPool1d</c>.</remarks>
public sealed class MaxPool1DAttribute(params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>Distance between the elements under the window, along every axis. Default: <c>1</c>.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance between the elements under the window, one per axis, in place of <see cref="Dilation"/>.</summary>
    public int[]? Dilations { get; set; }
}
