namespace NetGen;

/// <summary><c>y = x</c> where |x| exceeds the threshold, otherwise 0.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Hardshrink</c>.</remarks>
public sealed class HardShrinkAttribute : LayerAttribute
{
    /// <summary>Half the width of the dead zone. Default: <c>0.5</c>.</summary>
    public float Threshold { get; set; } = 0.5f;
}
