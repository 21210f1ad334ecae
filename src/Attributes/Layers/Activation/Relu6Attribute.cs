namespace NetGen;

/// <summary>Rectifier with a ceiling: <c>y = min(max(x, 0), 6)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>ReLU6</c>.</remarks>
public sealed class Relu6Attribute : LayerAttribute;
