namespace NetGen.Networks;

/// <summary>ln(p / (1 − p)) = w·x + b, thirty features; targets are 0 or 1.</summary>
[Network]
[Input(30)]
[Dense(1)]
[BinaryCrossEntropyWithLogitsLoss]
public sealed partial class LogisticRegression;
