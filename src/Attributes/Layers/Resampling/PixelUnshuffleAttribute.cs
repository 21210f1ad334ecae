namespace NetGen;

/// <summary>Moves space into channels, the inverse of <see cref="PixelShuffleAttribute"/>.</summary>
/// <param name="factor">The factor r.</param>
/// <remarks>[C, H·r, W·r] becomes [C·r², H, W]. PyTorch: <c>PixelUnshuffle</c>.</remarks>
public sealed class PixelUnshuffleAttribute(int factor) : LayerAttribute
{
    /// <summary>The factor r.</summary>
    public int Factor { get; } = factor;
}
