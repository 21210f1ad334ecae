namespace NetGen;

/// <summary>Spatially separable convolution: a k×1 convolution, then a 1×k one, both with the given number of channels.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extent k of both windows.</param>
/// <remarks>
/// [C, H, W] becomes [channels, H', W']. Stride, padding and dilation act along the axis each window extends over; the first step has
/// no bias. Szegedy et al. 2016.
/// </remarks>
public sealed class SpatialSeparableConv2DAttribute(int channels, int kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;
}
