namespace NetGen.Networks;

/// <summary>Krizhevsky 2014, "One weird trick for parallelizing convolutional neural networks": the single-tower AlexNet.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(64, 11, Stride = 4, Padding = 2), Relu, MaxPool2D(3, Stride = 2)]
[Conv2D(192, 5, Padding = 2), Relu, MaxPool2D(3, Stride = 2)]
[Conv2D(384, 3, Padding = 1), Relu]
[Conv2D(256, 3, Padding = 1), Relu]
[Conv2D(256, 3, Padding = 1), Relu, MaxPool2D(3, Stride = 2)]
[AdaptiveAvgPool2D(6), Flatten]
[Dropout, Dense(4096), Relu]
[Dropout, Dense(4096), Relu]
[Dense(1000)]
[CrossEntropyLoss]
public sealed partial class AlexNet;
