// The product's side of the comparison: the networks of Models/ModelCatalogue.cs, declared as a user would.
namespace NetGen.Peers.Networks;

[Network]
[Input(16)]
[Dense(64), Relu, Dense(64), Relu, Dense(8)]
[CrossEntropyLoss]
public sealed partial class SmallMlp;

[Network]
[Input(784)]
[Dense(128), Relu, Dense(10)]
[CrossEntropyLoss]
public sealed partial class DigitsMlp;

[Network(Weights = WeightFormat.BFloat16)]
[Input(784)]
[Dense(128), Relu, Dense(10)]
public sealed partial class DigitsMlpBFloat16;

[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropyLoss]
public sealed partial class LeNet5;

[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Relu, MaxPool2D(2)]
[Conv2D(16, 5), Relu, MaxPool2D(2)]
[Flatten, Dense(120), Relu, Dense(84), Relu, Dense(10)]
[CrossEntropyLoss]
public sealed partial class LeNet5Relu;

[Network]
[Input(64, 56, 56)]
[Conv2D(64, 3, Padding = 1)]
public sealed partial class Convolution3x3x64;

[Network(Strict = true)]
[Input(64, 56, 56)]
[Conv2D(64, 3, Padding = 1)]
public sealed partial class Convolution3x3x64Strict;

[Network]
[Input(128, 28, 28)]
[Conv2D(128, 3, Padding = 1)]
public sealed partial class Convolution3x3x128;

[Network]
[Input(256, 14, 14)]
[Conv2D(256, 3, Padding = 1)]
public sealed partial class Convolution3x3x256;

[Network]
[Input(512, 7, 7)]
[Conv2D(512, 3, Padding = 1)]
public sealed partial class Convolution3x3x512;

[Network]
[Input(256, 56, 56)]
[Conv2D(64, 1)]
public sealed partial class Convolution1x1;

[Network]
[Input(32, 112, 112)]
[Conv2D(32, 3, Padding = 1, Groups = 32)]
public sealed partial class DepthwiseConvolution;

[Network]
[Input(3, 224, 224)]
[Conv2D(64, 7, Stride = 2, Padding = 3)]
public sealed partial class FirstConvolution;

[Network]
[Input(512)]
[Dense(512)]
public sealed partial class SquareDense;

[Network]
[Input(256)]
[Dense(1)]
public sealed partial class Head;
