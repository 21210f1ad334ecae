namespace NetGen;

/// <summary>Mean squared error: <c>l = (x − t)²</c>.</summary>
/// <remarks>Targets have the output's shape. PyTorch: <c>MSELoss</c>.</remarks>
public sealed class MeanSquaredErrorLossAttribute : LossAttribute;
