namespace NetGen;

/// <summary>Attention by a small network: scores <c>v·tanh(W·q + U·k)</c>, softmax over the keys, weighted sum of the values.</summary>
/// <param name="units">Size of the hidden layer.</param>
/// <param name="others">One name: keys and values. Two: keys, values. None: those of the queries' source.</param>
/// <remarks>Queries [T, F] and keys [S, G] become [T, G]. Bahdanau et al. 2015.</remarks>
internal sealed class AdditiveAttentionAttribute(int units, params string[] others) : ParameterLayerAttribute
{
    /// <summary>Size of the hidden layer.</summary>
    public int Units { get; } = units;

    /// <summary>One name: keys and values. Two: keys, values. None: those of the queries' source.</summary>
    public string[] Others { get; } = others;
}
