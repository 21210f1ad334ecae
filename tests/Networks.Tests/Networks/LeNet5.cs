namespace NetGen.Networks;

/// <summary>LeCun et al. 1998, "Gradient-based learning applied to document recognition", as it is trained today.</summary>
[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropyLoss]
public sealed partial class LeNet5;
