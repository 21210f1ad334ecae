namespace NetGen;

/// <summary>Fully connected layer: <c>y = W·x + b</c>, W of shape [units, I].</summary>
/// <param name="units">Number of outputs.</param>
/// <remarks>
/// A vector [I] becomes [units]; of a sequence [T, I] each row is treated alike and gives [T, units]. Anything else needs a <see
/// cref="FlattenAttribute"/> before it. PyTorch: <c>Linear</c>.
/// </remarks>
public sealed class DenseAttribute(int units) : ParameterLayerAttribute
{
    /// <summary>Number of outputs.</summary>
    public int Units { get; } = units;

    /// <summary>Whether a bias is added. Default: <c>true</c>.</summary>
    public bool Bias { get; set; } = true;
}
