namespace NetGen;

/// <summary>
/// Two-dimensional convolution (cross-correlation): <c>y[o, i, j] = b[o] + Σ W[o, c, u, v] · x[c, i·s + u·d − p, j·s + v·d − p]</c>.
/// </summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>[C, H, W] becomes [channels, H', W']; W has shape [channels, C / groups, kh, kw]. PyTorch: <c>Conv2d</c>.</remarks>
public sealed class Conv2DAttribute(int channels, params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>
    /// Channels are split into this many groups that do not see each other; it divides both channel counts. Default: <c>1</c>.
    /// </summary>
    public int Groups { get; set; } = 1;
}
