namespace NetGen;

/// <summary><c>y = x − tanh x</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Tanhshrink</c>.</remarks>
public sealed class TanhShrinkAttribute : LayerAttribute;
