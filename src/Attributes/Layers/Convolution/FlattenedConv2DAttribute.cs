namespace NetGen;

/// <summary>Three one-dimensional convolutions in place of one: across the channels (1×1), then k×1 and 1×k within each channel.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extent k of both windows.</param>
/// <remarks>[C, H, W] becomes [channels, H', W']. Only the last step has a bias. Jin, Dundar and Culurciello 2015.</remarks>
public sealed class FlattenedConv2DAttribute(int channels, int kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;
}
