namespace NetGen;

/// <summary>
/// Base of the transposed convolutions, which spread each input element over a window: the gradient of a convolution with respect to
/// its input.
/// </summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or one per axis.</param>
/// <remarks>
/// Output extent per axis: <c>(n − 1)·stride − begin − end + dilation·(k − 1) + outputPadding + 1</c>; W has shape [C, channels /
/// groups, kernel…].
/// </remarks>
public abstract class ConvTransposeAttribute(int channels, params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Elements added to the output at the end of every axis; less than the stride or the dilation. Default: <c>0</c>.</summary>
    public int OutputPadding { get; set; }

    /// <summary>Elements added to the output, one number per axis, in place of <see cref="OutputPadding"/>.</summary>
    public int[]? OutputPaddings { get; set; }

    /// <summary>
    /// Channels are split into this many groups that do not see each other; it divides both channel counts. Default: <c>1</c>.
    /// </summary>
    public int Groups { get; set; } = 1;
}
