namespace NetGen;

/// <summary>Relative error in percent: <c>l = 100·|x − t| / max(|t|, ε)</c>.</summary>
/// <remarks>Targets have the output's shape. Keras: <c>MeanAbsolutePercentageError</c>.</remarks>
public sealed class MeanAbsolutePercentageErrorLossAttribute : LossAttribute
{
    /// <summary>Least denominator ε. Default: <c>1e-7</c>.</summary>
    public float Epsilon { get; set; } = 1e-7f;
}
