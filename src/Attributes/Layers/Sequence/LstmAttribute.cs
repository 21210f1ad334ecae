namespace NetGen;

/// <summary>Long short-term memory: <c>i, f, o = σ(…)</c>, <c>g = tanh(…)</c>, <c>c = f·c₋₁ + i·g</c>, <c>h = o·tanh(c)</c>.</summary>
/// <param name="units">Size of the state.</param>
/// <remarks>
/// [T, F] becomes [T, units]. Gates stand in the order i, f, g, o. PyTorch: <c>LSTM</c>. Hochreiter and Schmidhuber 1997.
/// </remarks>
public sealed class LstmAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Size of the output, where it is a linear function of the state: <c>h = P·(o·tanh(c))</c>, less than the units. Default: none.</summary>
    public int Projection { get; set; }
}
