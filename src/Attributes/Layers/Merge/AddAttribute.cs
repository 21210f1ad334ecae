namespace NetGen;

/// <summary>Sum of several values, element by element: <c>y = x₁ + x₂ + …</c>.</summary>
/// <param name="others">The names of the other values, in order; the first one is the layer above (or From).</param>
/// <remarks>
/// Extents are aligned at the last axis; an extent of 1, or a missing axis, is repeated (broadcast). PyTorch: <c>x + other</c>.
/// </remarks>
public sealed class AddAttribute(params string[] others) : LayerAttribute
{
    /// <summary>The names of the other values, in order; the first one is the layer above (or From).</summary>
    public string[] Others { get; } = others;
}
