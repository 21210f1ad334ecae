namespace NetGen;

/// <summary><c>y = x / (1 + |x|)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Softsign</c>.</remarks>
public sealed class SoftsignAttribute : LayerAttribute;
