namespace NetGen;

/// <summary><c>y = max(x, 0) + min(α·(e^(x/α) − 1), 0)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>CELU</c>. Barron 2017.</remarks>
public sealed class CeluAttribute : LayerAttribute
{
    /// <summary>The limit below zero is −α. Default: <c>1</c>.</summary>
    public float Alpha { get; set; } = 1;
}
