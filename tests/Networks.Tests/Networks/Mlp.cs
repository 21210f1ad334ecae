namespace NetGen.Networks;

/// <summary>A multi-layer perceptron with two hidden layers and dropout.</summary>
[Network]
[Input(784)]
[Dense(256), Relu, Dropout(0.2f)]
[Dense(128), Relu]
[Dense(10)]
[CrossEntropyLoss]
public sealed partial class Mlp;
