namespace NetGen;

/// <summary>
/// Self-attention, attention to an encoder's output, then a feed-forward network, each with a residual connection and layer
/// normalisation.
/// </summary>
/// <param name="heads">Number of attention heads; it divides F.</param>
/// <param name="feedForward">Size of the hidden layer of the feed-forward part.</param>
/// <param name="others">The name of the encoder's output.</param>
/// <remarks>
/// [T, F] stays [T, F]. <see cref="TransformerLayerAttribute.Causal"/> concerns the self-attention. PyTorch:
/// <c>TransformerDecoderLayer(batch_first=True)</c>. Vaswani et al. 2017.
/// </remarks>
internal sealed class TransformerDecoderLayerAttribute(int heads, int feedForward, params string[] others)
    : TransformerLayerAttribute(heads, feedForward)
{
    /// <summary>The name of the encoder's output.</summary>
    public string[] Others { get; } = others;
}
