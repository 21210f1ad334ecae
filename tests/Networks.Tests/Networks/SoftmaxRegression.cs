namespace NetGen.Networks;

/// <summary>One score per class, linear in the pixels; labels are class indices.</summary>
[Network]
[Input(1, 28, 28)]
[Flatten, Dense(10)]
[CrossEntropyLoss]
public sealed partial class SoftmaxRegression;
