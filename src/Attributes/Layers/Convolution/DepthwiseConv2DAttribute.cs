namespace NetGen;

/// <summary>Convolves each channel with windows of its own: a <see cref="Conv2DAttribute"/> with as many groups as channels.</summary>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>
/// [C, H, W] becomes [C·multiplier, H', W']; W has shape [C·multiplier, 1, kh, kw]. PyTorch: <c>Conv2d(C, C·m, k, groups=C)</c>.
/// </remarks>
public sealed class DepthwiseConv2DAttribute(params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Output channels per input channel. Default: <c>1</c>.</summary>
    public int Multiplier { get; set; } = 1;
}
