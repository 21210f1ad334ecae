namespace NetGen;

/// <summary>Mean absolute error: <c>l = |x − t|</c>; its gradient at 0 is 0.</summary>
/// <remarks>Targets have the output's shape. PyTorch: <c>L1Loss</c>.</remarks>
public sealed class MeanAbsoluteErrorLossAttribute : LossAttribute;
