namespace NetGen;

/// <summary>Hyperbolic tangent: <c>y = tanh x</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Tanh</c>.</remarks>
public sealed class TanhAttribute : LayerAttribute;
