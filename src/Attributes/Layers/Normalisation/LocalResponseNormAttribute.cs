namespace NetGen;

/// <summary>
/// Divides each element by a power of the activity of neighbouring channels: <c>y[c] = x[c] / (k + α/size · Σ x[c']²)^β</c>, c' over
/// the window of channels around c.
/// </summary>
/// <param name="size">Number of channels under the window.</param>
/// <remarks>The shape stays. PyTorch: <c>LocalResponseNorm</c>. Krizhevsky et al. 2012.</remarks>
public sealed class LocalResponseNormAttribute(int size) : LayerAttribute
{
    /// <summary>Number of channels under the window.</summary>
    public int Size { get; } = size;

    /// <summary>The factor α. Default: <c>1e-4</c>.</summary>
    public float Alpha { get; set; } = 1e-4f;

    /// <summary>The exponent β. Default: <c>0.75</c>.</summary>
    public float Beta { get; set; } = 0.75f;

    /// <summary>The addend k. Default: <c>1</c>.</summary>
    public float K { get; set; } = 1;
}
