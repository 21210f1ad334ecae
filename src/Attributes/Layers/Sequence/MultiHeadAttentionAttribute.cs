namespace NetGen;

/// <summary>Scaled dot-product attention in several heads: <c>softmax(Q·Kᵀ/√d)·V</c>, then a linear layer.</summary>
/// <param name="heads">Number of heads; it divides F.</param>
/// <param name="others">
/// None: keys and values are the queries' source (self-attention). One name: both come from there (cross-attention). Two: keys,
/// values.
/// </param>
/// <remarks>
/// [T, F] becomes [T, F]. Queries are the layer above (or From). PyTorch: <c>MultiheadAttention</c>. Vaswani et al. 2017.
/// </remarks>
internal sealed class MultiHeadAttentionAttribute(int heads, params string[] others) : ParameterLayerAttribute
{
    /// <summary>Number of heads; it divides F.</summary>
    public int Heads { get; } = heads;

    /// <summary>
    /// None: keys and values are the queries' source (self-attention). One name: both come from there (cross-attention). Two: keys,
    /// values.
    /// </summary>
    public string[] Others { get; } = others;

    /// <summary>A position sees only itself and those before it. Default: <c>false</c>.</summary>
    public bool Causal { get; set; }

    /// <summary>Whether a bias is added. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Probability of a zero among the attention weights while training. Default: <c>0</c>.</summary>
    public float Dropout { get; set; }
}
