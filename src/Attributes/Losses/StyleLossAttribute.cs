namespace NetGen;

/// <summary>Difference of Gram matrices: <c>l = mean (G(x) − G(s))²</c>, <c>G(x)[i, j] = Σ x[i, …]·x[j, …] / (C·H·W)</c>.</summary>
/// <param name="others">The name of the style's feature map.</param>
/// <remarks>No targets. The gradient flows into both. Gatys, Ecker and Bethge 2016.</remarks>
public sealed class StyleLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the style's feature map.</summary>
    public string[] Others { get; } = others;
}
