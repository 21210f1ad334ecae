namespace NetGen;

/// <summary>Order of a pair: <c>l = max(0, −t·(a − b) + margin)</c>, t = 1 where a should be greater, −1 where b should.</summary>
/// <param name="others">The name of the second value.</param>
/// <remarks>PyTorch: <c>MarginRankingLoss</c>.</remarks>
public sealed class MarginRankingLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the second value.</summary>
    public string[] Others { get; } = others;

    /// <summary>By how much. Default: <c>0</c>.</summary>
    public float Margin { get; set; }
}
