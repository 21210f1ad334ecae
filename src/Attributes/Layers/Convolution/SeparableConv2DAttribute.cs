namespace NetGen;

/// <summary>
/// Depthwise separable convolution: a depthwise one with the given window and options, then a 1×1 one that mixes the channels.
/// </summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>
/// [C, H, W] becomes [channels, H', W']. The depthwise step has no bias; <see cref="ConvolutionAttribute.Bias"/> is that of the 1×1
/// step. Chollet 2017, Howard et al. 2017.
/// </remarks>
public sealed class SeparableConv2DAttribute(int channels, params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>Output channels per input channel. Default: <c>1</c>.</summary>
    public int Multiplier { get; set; } = 1;
}
