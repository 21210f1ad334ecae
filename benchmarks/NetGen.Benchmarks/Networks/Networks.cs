namespace NetGen.Benchmarks.Networks;

[Network]
[Input(16)]
[Dense(64), Relu, Dense(64), Relu, Dense(8)]
public sealed partial class SmallMlp;

[Network]
[Input(1, 28, 28)]
[Conv2D(6, 5, Padding = 2), Tanh, AvgPool2D(2)]
[Conv2D(16, 5), Tanh, AvgPool2D(2)]
[Flatten, Dense(120), Tanh, Dense(84), Tanh, Dense(10)]
[CrossEntropyLoss]
public sealed partial class LeNet5;

[Network]
[Input(64, 56, 56)]
[Conv2D(64, 3, Padding = 1)]
public sealed partial class Convolution;

[Network(Strict = true)]
[Input(64, 56, 56)]
[Conv2D(64, 3, Padding = 1)]
public sealed partial class DirectConvolution;

[Network]
[Input(256, 56, 56)]
[Conv2D(64, 1)]
public sealed partial class PointwiseConvolution;

[Network]
[Input(64, 56, 56)]
[DepthwiseConv2D(3, Padding = 1)]
public sealed partial class DepthwiseConvolution;

[Network]
[Input(512)]
[Dense(512)]
public sealed partial class Product;
