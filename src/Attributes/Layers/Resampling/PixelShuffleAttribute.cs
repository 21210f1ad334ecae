namespace NetGen;

/// <summary>Moves channels into space (sub-pixel convolution): <c>y[c, i·r + u, j·r + v] = x[c·r² + u·r + v, i, j]</c>.</summary>
/// <param name="factor">The factor r.</param>
/// <remarks>[C·r², H, W] becomes [C, H·r, W·r]. PyTorch: <c>PixelShuffle</c>. Shi et al. 2016.</remarks>
public sealed class PixelShuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>The factor r.</summary>
    public int Factor { get; } = factor;
}
