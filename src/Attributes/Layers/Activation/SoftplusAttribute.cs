namespace NetGen;

/// <summary><c>y = ln(1 + e^(β·x)) / β</c>, and x itself where β·x exceeds the threshold.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Softplus</c>.</remarks>
public sealed class SoftplusAttribute : LayerAttribute
{
    /// <summary>Sharpness β. Default: <c>1</c>.</summary>
    public float Beta { get; set; } = 1;

    /// <summary>Where the identity takes over. Default: <c>20</c>.</summary>
    public float Threshold { get; set; } = 20;
}
