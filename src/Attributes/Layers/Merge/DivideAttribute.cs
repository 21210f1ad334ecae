namespace NetGen;

/// <summary>Quotient of two values, element by element: <c>y = x₁ / x₂</c>, x₁ the layer above (or From).</summary>
/// <param name="others">The names of the other values, in order; the first one is the layer above (or From).</param>
/// <remarks>
/// Extents are aligned at the last axis; an extent of 1, or a missing axis, is repeated (broadcast). PyTorch: <c>x / other</c>.
/// </remarks>
public sealed class DivideAttribute(params string[] others) : LayerAttribute
{
    /// <summary>The names of the other values, in order; the first one is the layer above (or From).</summary>
    public string[] Others { get; } = others;
}
