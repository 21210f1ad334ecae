namespace NetGen.Networks;

/// <summary>Ma et al. 2018, "ShuffleNet V2: Practical Guidelines for Efficient CNN Architecture Design", width 1.0.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(24, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu, MaxPool2D(3, Stride = 2, Padding = 1)]
[Block<Halve>("Half = 58"), Block<Shuffle>("Half = 58", Repeat = 3)]
[Block<Halve>("Half = 116"), Block<Shuffle>("Half = 116", Repeat = 7)]
[Block<Halve>("Half = 232"), Block<Shuffle>("Half = 232", Repeat = 3)]
[Conv2D(1024, 1, Bias = false), BatchNorm, Relu]
[GlobalAvgPool, Flatten, Dense(1000)]
[CrossEntropyLoss]
public sealed partial class ShuffleNetV2
{
    /// <summary>Half the height and width, both branches convolved.</summary>
    [Block]
    [DepthwiseConv2D(3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Conv2D(Half, 1, Bias = false), BatchNorm, Relu(Name = "left")]
    [Conv2D(Half, 1, Bias = false, From = "input"), BatchNorm, Relu]
    [DepthwiseConv2D(3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Conv2D(Half, 1, Bias = false), BatchNorm, Relu(Name = "right")]
    [Concat("right", From = "left"), ChannelShuffle(2)]
    private sealed class Halve
    {
        private const int Half = 58;
    }

    /// <summary>The first half of the channels as it is, the second half convolved.</summary>
    [Block]
    [Slice(0, 0, Half, Name = "left")]
    [Slice(0, Half, 2 * Half, From = "input"), Conv2D(Half, 1, Bias = false), BatchNorm, Relu]
    [DepthwiseConv2D(3, Padding = 1, Bias = false), BatchNorm, Conv2D(Half, 1, Bias = false), BatchNorm, Relu(Name = "right")]
    [Concat("right", From = "left"), ChannelShuffle(2)]
    private sealed class Shuffle
    {
        private const int Half = 58;
    }
}
