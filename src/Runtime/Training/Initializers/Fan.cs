namespace NetGen.Training;

/// <summary>Which count of connections a Kaiming initialiser preserves the variance for.</summary>
public enum FanMode
{
    /// <summary>Inputs of one output: activations keep their variance in the forward pass.</summary>
    FanIn,

    /// <summary>Outputs of one input: gradients keep their variance in the backward pass.</summary>
    FanOut,
}

/// <summary>Connections of one unit of a weight, counted as PyTorch does from the canonical shape [out, in, kernel…].</summary>
/// <param name="In">Inputs of one output: the second extent times the size of the receptive field.</param>
/// <param name="Out">Outputs of one input: the first extent times the size of the receptive field.</param>
public readonly record struct Fan(long In, long Out)
{
    /// <summary>The fans of a weight.</summary>
    /// <exception cref="ArgumentException">The shape has fewer than two axes, so that inputs and outputs cannot be told apart, or an empty one.</exception>
    public static Fan Of(ReadOnlySpan<int> shape)
    {
        if (shape.Length < 2)
            throw new ArgumentException($"Fans need a weight of at least two axes [out, in, …], but the shape is {CanonicalShape.Text(shape)}.", nameof(shape));
        if (CanonicalShape.ElementCount(shape) == 0) throw new ArgumentException($"Fans of the empty shape {CanonicalShape.Text(shape)} are not defined.", nameof(shape));
        var receptiveField = CanonicalShape.ElementCount(shape[2..]);
        return new Fan(shape[1] * receptiveField, shape[0] * receptiveField);
    }

    /// <summary>One of the two.</summary>
    public long this[FanMode mode] => mode == FanMode.FanOut ? Out : In;
}
