namespace NetGen;

/// <summary>Simple recurrent layer: <c>h = tanh(W·x + b + U·h₋₁ + c)</c>.</summary>
/// <param name="units">Size of the state.</param>
/// <remarks>[T, F] becomes [T, units]. PyTorch: <c>RNN</c>. Elman 1990.</remarks>
public sealed class RnnAttribute(int units) : RecurrentAttribute(units)
{
    /// <summary>Uses a rectifier in place of tanh. Default: <c>false</c>.</summary>
    public bool Relu { get; set; }
}
