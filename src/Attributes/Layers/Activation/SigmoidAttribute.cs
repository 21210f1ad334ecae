namespace NetGen;

/// <summary>Logistic sigmoid: <c>y = 1 / (1 + e⁻ˣ)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Sigmoid</c>.</remarks>
public sealed class SigmoidAttribute : LayerAttribute;
