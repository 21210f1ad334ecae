namespace NetGen;

/// <summary>Squared difference of logarithms: <c>l = (ln(1 + x) − ln(1 + t))²</c>, for values above −1.</summary>
/// <remarks>Targets have the output's shape. Keras: <c>MeanSquaredLogarithmicError</c>.</remarks>
public sealed class MeanSquaredLogarithmicErrorLossAttribute : LossAttribute;
