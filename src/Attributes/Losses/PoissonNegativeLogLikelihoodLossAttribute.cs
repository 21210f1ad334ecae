namespace NetGen;

/// <summary>Negative log-likelihood of counts: <c>l = eˣ − t·x</c>, or <c>x − t·ln(x + ε)</c>.</summary>
/// <remarks>Targets have the output's shape. PyTorch: <c>PoissonNLLLoss</c>.</remarks>
public sealed class PoissonNegativeLogLikelihoodLossAttribute : LossAttribute
{
    /// <summary>Outputs are logarithms of the rate; otherwise the rate itself. Default: <c>true</c>.</summary>
    public bool LogInput { get; set; } = true;

    /// <summary>Adds Stirling's approximation of ln t!. Default: <c>false</c>.</summary>
    public bool Full { get; set; }

    /// <summary>The addend ε. Default: <c>1e-8</c>.</summary>
    public float Epsilon { get; set; } = 1e-8f;
}
