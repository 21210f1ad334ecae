namespace NetGen;

/// <summary><c>y = x·sigmoid(x)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>SiLU</c>. Elfwing et al. 2017.</remarks>
public sealed class SiluAttribute : LayerAttribute;
