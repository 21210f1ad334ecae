namespace NetGen;

/// <summary>One-dimensional convolution (cross-correlation): <c>y[o, i] = b[o] + Σ W[o, c, u] · x[c, i·s + u·d − p]</c>.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes [channels, L']; W has shape [channels, C / groups, kernel…]. PyTorch: <c>Conv1d</c>.</remarks>
public sealed class Conv1DAttribute(int channels, params int[] kernel) : ConvolutionAttribute(kernel)
{
    /// <summary>Number of output channels.</summary>
    public int Channels { get; } = channels;

    /// <summary>
    /// Channels are split into this many groups that do not see each other; it divides both channel counts. Default: <c>1</c>.
    /// </summary>
    public int Groups { get; set; } = 1;
}
