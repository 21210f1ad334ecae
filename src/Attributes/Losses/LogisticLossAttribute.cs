namespace NetGen;

/// <summary><c>l = ln(1 + e^(−t·x))</c>.</summary>
/// <remarks>Targets are −1 or 1, of the output's shape. PyTorch: <c>SoftMarginLoss</c>.</remarks>
public sealed class LogisticLossAttribute : LossAttribute;
