namespace NetGen;

/// <summary>
/// Base of the convolutions: options of the sliding window. Every option has a scalar form for all axes and an array form, one number
/// per axis (height before width).
/// </summary>
/// <param name="kernel">Extents of the window: one for all axes, or one per axis.</param>
/// <remarks>Output extent per axis: <c>⌊(n + begin + end − dilation·(k − 1) − 1) / stride⌋ + 1</c>.</remarks>
public abstract class ConvolutionAttribute(params int[] kernel) : ParameterLayerAttribute
{
    /// <summary>Extents of the window: one for all axes, or one per axis.</summary>
    public int[] Kernel { get; } = kernel;

    /// <summary>Steps between windows, along every axis. Default: <c>1</c>.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Steps between windows, one per axis, in place of <see cref="Stride"/>.</summary>
    public int[]? Strides { get; set; }

    /// <summary>Elements added at both ends of every axis, or <see cref="Dim.Same"/>. Default: <c>0</c>.</summary>
    public int Padding { get; set; }

    /// <summary>
    /// Padding in place of <see cref="Padding"/>: one number per axis (both ends), or two per axis, begin and end, in the order of the
    /// axes: top, bottom, left, right.
    /// </summary>
    public int[]? Paddings { get; set; }

    /// <summary>What the added elements are. Default: <c>PaddingMode.Zeros</c>.</summary>
    public PaddingMode PaddingMode { get; set; } = PaddingMode.Zeros;

    /// <summary>Distance between the elements under the window, along every axis. Default: <c>1</c>.</summary>
    public int Dilation { get; set; } = 1;

    /// <summary>Distance between the elements under the window, one per axis, in place of <see cref="Dilation"/>.</summary>
    public int[]? Dilations { get; set; }

    /// <summary>Whether a bias is added. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;
}
