namespace NetGen;

/// <summary><c>y = x − λ</c> where x &gt; λ, <c>x + λ</c> where x &lt; −λ, otherwise 0.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Softshrink</c>.</remarks>
public sealed class SoftShrinkAttribute : LayerAttribute
{
    /// <summary>Half the width λ of the dead zone. Default: <c>0.5</c>.</summary>
    public float Threshold { get; set; } = 0.5f;
}
