namespace NetGen;

/// <summary>Binary cross-entropy of probabilities: <c>l = −(t·ln x + (1 − t)·ln(1 − x))</c>, logarithms not below −100.</summary>
/// <remarks>
/// Outputs in (0, 1), as from a <see cref="SigmoidAttribute"/>. Targets have the output's shape. PyTorch: <c>BCELoss</c>.
/// </remarks>
public sealed class BinaryCrossEntropyLossAttribute : LossAttribute;
