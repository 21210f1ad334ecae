namespace NetGen;

/// <summary>
/// Negative log-likelihood of a normal distribution with predicted variance v: <c>l = ½·(ln max(v, ε) + (x − t)² / max(v, ε))</c>.
/// </summary>
/// <param name="others">The name of the variance.</param>
/// <remarks>
/// Targets have the output's shape. <c>[GaussianNegativeLogLikelihoodLoss("variance", On = "mean")]</c>. PyTorch:
/// <c>GaussianNLLLoss</c>.
/// </remarks>
public sealed class GaussianNegativeLogLikelihoodLossAttribute(params string[] others) : LossAttribute
{
    /// <summary>The name of the variance.</summary>
    public string[] Others { get; } = others;

    /// <summary>Adds the constant ½·ln 2π. Default: <c>false</c>.</summary>
    public bool Full { get; set; }

    /// <summary>Least variance ε. Default: <c>1e-6</c>.</summary>
    public float Epsilon { get; set; } = 1e-6f;
}
