namespace NetGen;

/// <summary>Base of the transformer layers: options they share.</summary>
/// <param name="heads">Number of attention heads; it divides F.</param>
/// <param name="feedForward">Size of the hidden layer of the feed-forward part.</param>
/// <remarks>[T, F] stays [T, F].</remarks>
internal abstract class TransformerLayerAttribute(int heads, int feedForward) : ParameterLayerAttribute
{
    /// <summary>Number of attention heads; it divides F.</summary>
    public int Heads { get; } = heads;

    /// <summary>Size of the hidden layer of the feed-forward part.</summary>
    public int FeedForward { get; } = feedForward;

    /// <summary>Normalises before each part instead of after it. Default: <c>false</c>.</summary>
    public bool NormFirst { get; set; }

    /// <summary>Uses GELU in the feed-forward part in place of a rectifier. Default: <c>false</c>.</summary>
    public bool Gelu { get; set; }

    /// <summary>Probability of a zero while training. Default: <c>0.1</c>.</summary>
    public float Dropout { get; set; } = 0.1f;

    /// <summary>Added to the variance in the normalisations. Default: <c>1e-5</c>.</summary>
    public float Epsilon { get; set; } = 1e-5f;

    /// <summary>A position sees only itself and those before it. Default: <c>false</c>.</summary>
    public bool Causal { get; set; }
}
