namespace NetGen;

/// <summary><c>y = x</c> where x &gt; 0, otherwise <c>α·(eˣ − 1)</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>ELU</c>. Clevert et al. 2016.</remarks>
public sealed class EluAttribute : LayerAttribute
{
    /// <summary>The limit below zero is −α. Default: <c>1</c>.</summary>
    public float Alpha { get; set; } = 1;
}
