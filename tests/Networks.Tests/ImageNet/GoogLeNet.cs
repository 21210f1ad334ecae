namespace NetGen.Networks;

/// <summary>
/// Szegedy et al. 2015, "Going Deeper with Convolutions", with batch normalisation and without the auxiliary classifiers. As in torchvision, whose
/// weights it takes, the third branch has windows of 3×3 in place of 5×5.
/// </summary>
[Network]
[Input(3, 224, 224)]
[Block<ConvNorm>("Channels = 64, Kernel = 7, Stride = 2, Padding = 3"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<ConvNorm>("Channels = 64"), Block<ConvNorm>("Channels = 192, Kernel = 3, Padding = 1"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<Inception>("One = 64, Reduce3 = 96, Three = 128, Reduce5 = 16, Five = 32, Pool = 32")]
[Block<Inception>("One = 128, Reduce3 = 128, Three = 192, Reduce5 = 32, Five = 96, Pool = 64"), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<Inception>("One = 192, Reduce3 = 96, Three = 208, Reduce5 = 16, Five = 48, Pool = 64")]
[Block<Inception>("One = 160, Reduce3 = 112, Three = 224, Reduce5 = 24, Five = 64, Pool = 64")]
[Block<Inception>("One = 128, Reduce3 = 128, Three = 256, Reduce5 = 24, Five = 64, Pool = 64")]
[Block<Inception>("One = 112, Reduce3 = 144, Three = 288, Reduce5 = 32, Five = 64, Pool = 64")]
[Block<Inception>("One = 256, Reduce3 = 160, Three = 320, Reduce5 = 32, Five = 128, Pool = 128"), MaxPool2D(2, CeilMode = true)]
[Block<Inception>("One = 256, Reduce3 = 160, Three = 320, Reduce5 = 32, Five = 128, Pool = 128")]
[Block<Inception>("One = 384, Reduce3 = 192, Three = 384, Reduce5 = 48, Five = 128, Pool = 128")]
[GlobalAvgPool, Flatten, Dropout(0.2f), Dense(1000)]
[CrossEntropyLoss]
public sealed partial class GoogLeNet
{
    [Block]
    [Conv2D(Channels, Kernel, Stride = Stride, Padding = Padding, Bias = false), BatchNorm(Epsilon = 1e-3f), Relu]
    private sealed class ConvNorm
    {
        private const int Channels = 64, Kernel = 1, Stride = 1, Padding = 0;
    }

    [Block]
    [Block<ConvNorm>("Channels = One", Name = "one")]
    [Block<ConvNorm>("Channels = Reduce3", From = "input"), Block<ConvNorm>("Channels = Three, Kernel = 3, Padding = 1", Name = "three")]
    [Block<ConvNorm>("Channels = Reduce5", From = "input"), Block<ConvNorm>("Channels = Five, Kernel = 3, Padding = 1", Name = "five")]
    [MaxPool2D(3, Stride = 1, Padding = 1, From = "input"), Block<ConvNorm>("Channels = Pool", Name = "pool")]
    [Concat("three", "five", "pool", From = "one")]
    private sealed class Inception
    {
        private const int One = 64, Reduce3 = 96, Three = 128, Reduce5 = 16, Five = 32, Pool = 32;
    }
}
