namespace NetGen;

/// <summary><c>y = x</c> where x ≥ 0, otherwise <c>a·x</c> with a trained slope a.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>PReLU</c>. He et al. 2015.</remarks>
public sealed class PReluAttribute : ParameterLayerAttribute
{
    /// <summary>One slope per channel (the first axis), otherwise one for the layer. Default: <c>false</c>.</summary>
    public bool PerChannel { get; set; }

    /// <summary>The slope of a new network. Default: <c>0.25</c>.</summary>
    public float InitialSlope { get; set; } = 0.25f;
}
