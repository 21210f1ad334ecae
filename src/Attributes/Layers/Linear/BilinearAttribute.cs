namespace NetGen;

/// <summary>Bilinear layer of two vectors: <c>y[o] = b[o] + x₁ᵀ·W[o]·x₂</c>, W of shape [units, I₁, I₂].</summary>
/// <param name="units">Number of outputs.</param>
/// <param name="others">The name of the second vector; the first is the layer above (or From).</param>
/// <remarks>[I₁] and [I₂] become [units]. PyTorch: <c>Bilinear</c>.</remarks>
public sealed class BilinearAttribute(int units, params string[] others) : ParameterLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>The name of the second vector; the first is the layer above (or From).</summary>
    public string[] Others { get; } = others;

    /// <summary>Whether a bias is added. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;
}
