namespace NetGen;

/// <summary>Transposed convolution along 1 axis, the usual learned up-sampling.</summary>
/// <param name="channels">Number of output channels.</param>
/// <param name="kernel">Extents of the window: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes [channels, L']. PyTorch: <c>ConvTranspose1d</c>. Zeiler et al. 2010.</remarks>
public sealed class ConvTranspose1DAttribute(int channels, params int[] kernel) : ConvTransposeAttribute(channels, kernel);
