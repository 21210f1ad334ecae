namespace NetGen;

/// <summary>Rectifier: <c>y = max(x, 0)</c>; its gradient at 0 is 0.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>ReLU</c>.</remarks>
public sealed class ReluAttribute : LayerAttribute;
