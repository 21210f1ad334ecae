namespace NetGen.Networks;

/// <summary>Huang et al. 2017, "Densely Connected Convolutional Networks": 121 layers, growth rate 32.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(64, 7, Stride = 2, Padding = 3, Bias = false), BatchNorm, Relu, MaxPool2D(3, Stride = 2, Padding = 1)]
[Block<DenseLayer>(Repeat = 6), Block<Transition>("Channels = 128")]
[Block<DenseLayer>(Repeat = 12), Block<Transition>("Channels = 256")]
[Block<DenseLayer>(Repeat = 24), Block<Transition>("Channels = 512")]
[Block<DenseLayer>(Repeat = 16), BatchNorm, Relu]
[GlobalAvgPool, Flatten, Dense(1000)]
[CrossEntropyLoss]
public sealed partial class DenseNet121
{
    [Block]
    [BatchNorm, Relu, Conv2D(4 * Growth, 1, Bias = false)]
    [BatchNorm, Relu, Conv2D(Growth, 3, Padding = 1, Bias = false, Name = "grown")]
    [Concat("grown", From = "input")]
    private sealed class DenseLayer
    {
        private const int Growth = 32;
    }

    [Block]
    [BatchNorm, Relu, Conv2D(Channels, 1, Bias = false), AvgPool2D(2)]
    private sealed class Transition
    {
        private const int Channels = 128;
    }
}
