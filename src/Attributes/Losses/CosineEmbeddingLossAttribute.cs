namespace NetGen;

/// <summary>Angle of a pair: <c>l = 1 − cos(a, b)</c> where t = 1, <c>max(0, cos(a, b) − margin)</c> where t = −1.</summary>
/// <param name="others">The name of the second embedding.</param>
/// <remarks>One target per sample. PyTorch: <c>CosineEmbeddingLoss</c>.</remarks>
public sealed class CosineEmbeddingLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the second embedding.</summary>
    public string[] Others { get; } = others;

    /// <summary>The cosine dissimilar pairs may have. Default: <c>0</c>.</summary>
    public float Margin { get; set; }
}
