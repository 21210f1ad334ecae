namespace NetGen;

/// <summary>Logarithm of the sigmoid: <c>y = −ln(1 + e⁻ˣ)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>LogSigmoid</c>.</remarks>
public sealed class LogSigmoidAttribute : LayerAttribute;
