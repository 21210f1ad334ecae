namespace NetGen;

/// <summary><c>y = x</c> where x ≥ 0, otherwise <c>slope·x</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>LeakyReLU</c>. Maas et al. 2013.</remarks>
public sealed class LeakyReluAttribute : LayerAttribute
{
    /// <summary>Slope below zero. Default: <c>0.01</c>.</summary>
    public float Slope { get; set; } = 0.01f;
}
