namespace NetGen;

/// <summary>A distance x of similar or dissimilar pairs: <c>l = x</c> where t = 1, <c>max(0, margin − x)</c> where t = −1.</summary>
/// <remarks>Targets are −1 or 1, of the output's shape. PyTorch: <c>HingeEmbeddingLoss</c>.</remarks>
public sealed class HingeEmbeddingLossAttribute : LossAttribute
{
    /// <summary>The distance dissimilar pairs should have. Default: <c>1</c>.</summary>
    public float Margin { get; set; } = 1;
}
