namespace NetGen;

/// <summary>Clamps: <c>y = min(max(x, minimum), maximum)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Hardtanh</c>.</remarks>
public sealed class HardTanhAttribute : LayerAttribute
{
    /// <summary>Least value. Default: <c>-1</c>.</summary>
    public float Minimum { get; set; } = -1;

    /// <summary>Greatest value. Default: <c>1</c>.</summary>
    public float Maximum { get; set; } = 1;
}
