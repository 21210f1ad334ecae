namespace NetGen;

/// <summary>Nearer to the positive than to the negative: <c>l = max(0, d(a, p) − d(a, n) + margin)</c>.</summary>
/// <param name="others">The names of the positive and the negative embedding.</param>
/// <remarks>
/// No targets. <c>[TripletLoss("positive", "negative", On = "anchor")]</c>. PyTorch: <c>TripletMarginLoss</c>. Schroff et al. 2015.
/// </remarks>
public sealed class TripletLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The names of the positive and the negative embedding.</summary>
    public string[] Others { get; } = others;

    /// <summary>How much nearer. Default: <c>1</c>.</summary>
    public float Margin { get; set; } = 1;

    /// <summary>The distance d. Default: <c>Distance.Euclidean</c>.</summary>
    public Distance Distance { get; set; } = Distance.Euclidean;

    /// <summary>Takes the nearer of anchor and positive to the negative (Balntas et al. 2016). Default: <c>false</c>.</summary>
    public bool Swap { get; set; }

    /// <summary>Added to each difference, so that the gradient exists at 0. Default: <c>1e-6</c>.</summary>
    public float Epsilon { get; set; } = 1e-6f;
}
