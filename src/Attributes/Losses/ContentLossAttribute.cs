namespace NetGen;

/// <summary>Difference of feature maps: <c>l = (x − c)²</c>.</summary>
/// <param name="others">The name of the content's feature map.</param>
/// <remarks>No targets. Gatys, Ecker and Bethge 2016.</remarks>
public sealed class ContentLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the content's feature map.</summary>
    public string[] Others { get; } = others;
}
