namespace NetGen;

/// <summary>Self-attention, then a feed-forward network, each with a residual connection and layer normalisation.</summary>
/// <param name="heads">Number of attention heads; it divides F.</param>
/// <param name="feedForward">Size of the hidden layer of the feed-forward part.</param>
/// <remarks>[T, F] stays [T, F]. PyTorch: <c>TransformerEncoderLayer(batch_first=True)</c>. Vaswani et al. 2017.</remarks>
internal sealed class TransformerEncoderLayerAttribute(int heads, int feedForward) : TransformerLayerAttribute(heads, feedForward);
