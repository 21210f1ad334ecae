using NetGen;

namespace NetGen.Samples;

/// <summary>Two convolutions and a classifier for 8×8 images of handwritten digits.</summary>
[Network]
[Input(1, 8, 8)]
[Conv2D(16, 3, Padding = 1), Relu]
[Conv2D(32, 3, Padding = 1), Relu, MaxPool2D(2)]
[Flatten, Dense(64), Relu, Dropout(0.3f), Dense(10)]
[CrossEntropyLoss]
public sealed partial class DigitNet;
