namespace NetGen;

/// <summary><c>y = λ·x</c> where x &gt; 0, otherwise <c>λ·α·(eˣ − 1)</c>; λ = 1.0507009873554805, α = 1.6732632423543772.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>SELU</c>. Klambauer et al. 2017.</remarks>
public sealed class SeluAttribute : LayerAttribute;
