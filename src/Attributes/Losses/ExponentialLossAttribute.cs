namespace NetGen;

/// <summary><c>l = e^(−t·x)</c>.</summary>
/// <remarks>Targets are −1 or 1, of the output's shape. The loss of AdaBoost: Friedman, Hastie and Tibshirani 2000.</remarks>
public sealed class ExponentialLossAttribute : LossAttribute;
