namespace NetGen;

/// <summary>Transposed convolution along 3 axes, the usual learned up-sampling.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or depth, height and width.</param>
/// <remarks>[C, D, H, W] becomes [channels, D', H', W']. PyTorch: <c>ConvTranspose3d</c>. Zeiler et al. 2010.</remarks>
public sealed class ConvTranspose3DAttribute(int channels, params int[] kernel) : ConvTransposeAttribute(channels, kernel);
