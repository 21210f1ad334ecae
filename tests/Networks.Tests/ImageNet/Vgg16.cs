namespace NetGen.Networks;

/// <summary>Simonyan and Zisserman 2015, "Very Deep Convolutional Networks for Large-Scale Image Recognition", configuration D.</summary>
[Network]
[Input(3, 224, 224)]
[Block<ConvRelu>("Channels = 64", Repeat = 2), MaxPool2D(2)]
[Block<ConvRelu>("Channels = 128", Repeat = 2), MaxPool2D(2)]
[Block<ConvRelu>("Channels = 256", Repeat = 3), MaxPool2D(2)]
[Block<ConvRelu>("Channels = 512", Repeat = 3), MaxPool2D(2)]
[Block<ConvRelu>("Channels = 512", Repeat = 3), MaxPool2D(2)]
[AdaptiveAvgPool2D(7), Flatten]
[Dense(4096), Relu, Dropout]
[Dense(4096), Relu, Dropout]
[Dense(1000)]
[CrossEntropyLoss]
public sealed partial class Vgg16
{
    [Block]
    [Conv2D(Channels, 3, Padding = 1), Relu]
    private sealed class ConvRelu
    {
        private const int Channels = 64;
    }
}
