namespace NetGen;

/// <summary><c>y = x·tanh(ln(1 + eˣ))</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Mish</c>. Misra 2019.</remarks>
public sealed class MishAttribute : LayerAttribute;
