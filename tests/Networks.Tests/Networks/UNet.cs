namespace NetGen.Networks;

/// <summary>
/// Ronneberger et al. 2015, "U-Net: Convolutional Networks for Biomedical Image Segmentation", with padded convolutions and three levels: one score
/// per pixel, positive inside of the object.
/// </summary>
[Network]
[Input(1, 32, 32)]
[Block<Pair>("Channels = 16", Name = "level1"), MaxPool2D(2)]
[Block<Pair>("Channels = 32", Name = "level2"), MaxPool2D(2)]
[Block<Pair>("Channels = 64", Name = "level3"), MaxPool2D(2)]
[Block<Pair>("Channels = 128")]
[Block<Up>("Channels = 64", "level3")]
[Block<Up>("Channels = 32", "level2")]
[Block<Up>("Channels = 16", "level1")]
[Conv2D(1, 1, Name = "mask")]
[BinaryCrossEntropyWithLogitsLoss(On = "mask"), DiceLoss(On = "mask", Weight = 0.5f)]
public sealed partial class UNet
{
    [Block]
    [Conv2D(Channels, 3, Padding = 1, Bias = false), BatchNorm, Relu]
    [Conv2D(Channels, 3, Padding = 1, Bias = false), BatchNorm, Relu]
    private sealed class Pair
    {
        private const int Channels = 16;
    }

    [Block]
    [Input(2 * Channels, 4, 4, Name = "below"), Input(Channels, 8, 8, Name = "skip")]
    [ConvTranspose2D(Channels, 2, Stride = 2, From = "below", Name = "up")]
    [Concat("up", From = "skip"), Block<Pair>("Channels = Channels")]
    private sealed partial class Up
    {
        private const int Channels = 64;
    }
}
