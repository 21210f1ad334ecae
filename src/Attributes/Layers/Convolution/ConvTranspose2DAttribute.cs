namespace NetGen;

/// <summary>Transposed convolution along 2 axes, the usual learned up-sampling.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>[C, H, W] becomes [channels, H', W']. PyTorch: <c>ConvTranspose2d</c>. Zeiler et al. 2010.</remarks>
public sealed class ConvTranspose2DAttribute(int channels, params int[] kernel) : ConvTransposeAttribute(channels, kernel);
