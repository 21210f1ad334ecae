namespace NetGen;

/// <summary>Distance of a pair: <c>l = y·d² + (1 − y)·max(0, margin − d)²</c>, y = 1 for similar pairs and 0 for others.</summary>
/// <param name="others">The name of the second embedding.</param>
/// <remarks>One target per sample. <c>[ContrastiveLoss("second", On = "first")]</c>. Hadsell, Chopra and LeCun 2006.</remarks>
public sealed class ContrastiveLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the second embedding.</summary>
    public string[] Others { get; } = others;

    /// <summary>The distance dissimilar pairs should have. Default: <c>1</c>.</summary>
    public float Margin { get; set; } = 1;

    /// <summary>The distance d. Default: <c>Distance.Euclidean</c>.</summary>
    public Distance Distance { get; set; } = Distance.Euclidean;
}
