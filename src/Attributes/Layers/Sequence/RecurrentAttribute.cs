namespace NetGen;

/// <summary>Base of the recurrent layers: options they share.</summary>
/// <param name="units">Size of the state.</param>
/// <remarks>
/// [T, F] becomes [T, units], or [T, 2·units] in both directions. The first dimension is time, as with PyTorch's <c>batch_first</c>.
/// </remarks>
public abstract class RecurrentAttribute(int units) : ParameterLayerAttribute
{
    /// <summary>Size of the state.</summary>
    public int Units { get; } = units;

    /// <summary>How many are stacked; each takes the states of the one below. Default: <c>1</c>.</summary>
    public int Layers { get; set; } = 1;

    /// <summary>Also runs from the end to the beginning and joins both states, forward first. Default: <c>false</c>.</summary>
    public bool Bidirectional { get; set; }

    /// <summary>Whether a bias is added. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;

    /// <summary>Probability of a zero between stacked layers while training. Default: <c>0</c>.</summary>
    public float Dropout { get; set; }

    /// <summary>
    /// Gives the state after the last step, [units], instead of that after each; backwards the last step is the first one of the sequence. Default: <c>false</c>.
    /// </summary>
    public bool LastOnly { get; set; }
}
