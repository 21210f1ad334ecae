namespace NetGen;

/// <summary>
/// Three-dimensional convolution (cross-correlation): <c>y[o, t, i, j] = b[o] + Σ W[o, c, w, u, v] · x[c, t·s + w·d − p, i·s + u·d −
/// p, j·s + v·d − p]</c>.
/// </summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or depth, height and width.</param>
/// <remarks>[C, D, H, W] becomes [channels, D', H', W']; W has shape [channels, C / groups, kernel…]. PyTorch: <c>Conv3d</c>.</remarks>
public sealed class Conv3DAttribute(int channels, params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>
    /// Channels are split into this many groups that do not see each other; it divides both channel counts. Default: <c>1</c>.
    /// </summary>
    public int Groups { get; set; } = 1;
}
