namespace NetGen.Networks;

/// <summary>y = w·x + b by least squares, eight features.</summary>
[Network]
[Input(8)]
[Dense(1)]
[MeanSquaredErrorLoss]
public sealed partial class LinearRegression;
