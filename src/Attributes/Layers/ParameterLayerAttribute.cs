namespace NetGen;

/// <summary>Base of the layers with trainable parameters: how a new network fills them, and whose they are.</summary>
public abstract class ParameterLayerAttribute : LayerAttribute
{
    /// <summary>How the weights of a new network are filled. Default: as PyTorch fills this layer.</summary>
    public Initialization WeightInitialization { get; set; } = Initialization.Default;

    /// <summary>
    /// The number that belongs to <see cref="WeightInitialization"/>: the value of a constant, the bound of a uniform, the standard deviation of
    /// a normal distribution, the gain of the others. Default: 1, and 0.02 for the standard deviation of a normal distribution.
    /// </summary>
    public float WeightScale { get; set; } = float.NaN;

    /// <summary>How the biases of a new network are filled. Default: as PyTorch fills this layer.</summary>
    public Initialization BiasInitialization { get; set; } = Initialization.Default;

    /// <summary>The number that belongs to <see cref="BiasInitialization"/>, as for <see cref="WeightScale"/>.</summary>
    public float BiasScale { get; set; } = float.NaN;

    /// <summary>
    /// Another layer of the same kind and shapes, above this one, whose parameters this one uses, by name: two branches that compute the same
    /// function, as in a siamese network. Default: parameters of its own.
    /// </summary>
    public string? WeightsOf { get; set; }
}
