namespace NetGen;

/// <summary>
/// Base of the pooling layers: options of the sliding window. Every option has a scalar form for all axes and an array form, one
/// number per axis (height before width).
/// </summary>
/// <param name="kernel">Extents of the window: one for all axes, or one per axis.</param>
/// <remarks>
/// Output extent per axis: <c>⌊(n + begin + end − dilation·(k − 1) − 1) / stride⌋ + 1</c>, rounded up instead with <see cref="CeilMode"/> (a last window
/// that would start in the end padding is left out, as in PyTorch).
/// </remarks>
public abstract class PoolingAttribute(params int[] kernel) : LayerAttribute
{
    /// <summary>Extents of the window: one for all axes, or one per axis.</summary>
    public int[] Kernel { get; } = kernel;

    /// <summary>Steps between windows, along every axis. Default: the window's own extent.</summary>
    public int Stride { get; set; }

    /// <summary>Steps between windows, one per axis, in place of <see cref="Stride"/>.</summary>
    public int[]? Strides { get; set; }

    /// <summary>Elements added at both ends of every axis; they never win a maximum. Default: <c>0</c>.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Padding in place of <see cref="Padding"/>: one number per axis (both ends), or two per axis, begin and end, in the order of the
    /// axes: top, bottom, left, right.
    /// </summary>
    public int[]? Paddings { get; set; }

    /// <summary>Rounds the output extent up, so that the last elements are not left out. Default: <c>false</c>.</summary>
    public bool CeilMode { get; set; }
}
