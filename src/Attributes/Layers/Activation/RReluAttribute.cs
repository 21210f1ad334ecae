namespace NetGen;

/// <summary>
/// <c>y = x</c> where x ≥ 0, otherwise <c>a·x</c>; a is drawn per element from <c>U(lower, upper)</c> while training and is <c>(lower
/// + upper) / 2</c> in inference.
/// </summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>RReLU</c>. Xu et al. 2015.</remarks>
public sealed class RReluAttribute : LayerAttribute
{
    /// <summary>Least slope. Default: <c>0.125</c>.</summary>
    public float Lower { get; set; } = 0.125f;

    /// <summary>Greatest slope. Default: 1/3.</summary>
    public float Upper { get; set; } = 0.33333334f;
}
