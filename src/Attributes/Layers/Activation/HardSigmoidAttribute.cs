namespace NetGen;

/// <summary>Piecewise linear sigmoid: <c>y = min(max(x / 6 + 1/2, 0), 1)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Hardsigmoid</c>.</remarks>
public sealed class HardSigmoidAttribute : LayerAttribute;
