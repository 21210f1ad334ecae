namespace NetGen;

/// <summary>Kullback–Leibler divergence of log-probabilities x from a distribution t: <c>l = t·(ln t − x)</c>, 0 where t is 0.</summary>
/// <remarks>
/// Targets have the output's shape. With <see cref="Reduction.BatchMean"/> it is the divergence per sample. PyTorch:
/// <c>KLDivLoss</c>.
/// </remarks>
public sealed class KLDivergenceLossAttribute : LossAttribute
{
    /// <summary>Targets are log-probabilities: <c>l = eᵗ·(t − x)</c>. Default: <c>false</c>.</summary>
    public bool LogTarget { get; set; }
}
