namespace NetGen.Networks;

/// <summary>Sandler et al. 2018, "MobileNetV2: Inverted Residuals and Linear Bottlenecks", table 2.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(32, 3, Stride = 2, Padding = 1, Bias = false), BatchNorm, Relu6]
[Block<InvertedResidual>("Inputs = 32, Channels = 16, Expansion = 1")]
[Block<InvertedResidual>("Inputs = 16, Channels = 24, Stride = 2"), Block<InvertedResidual>("Inputs = 24, Channels = 24")]
[Block<InvertedResidual>("Inputs = 24, Channels = 32, Stride = 2"), Block<InvertedResidual>("Inputs = 32, Channels = 32", Repeat = 2)]
[Block<InvertedResidual>("Inputs = 32, Channels = 64, Stride = 2"), Block<InvertedResidual>("Inputs = 64, Channels = 64", Repeat = 3)]
[Block<InvertedResidual>("Inputs = 64, Channels = 96"), Block<InvertedResidual>("Inputs = 96, Channels = 96", Repeat = 2)]
[Block<InvertedResidual>("Inputs = 96, Channels = 160, Stride = 2"), Block<InvertedResidual>("Inputs = 160, Channels = 160", Repeat = 2)]
[Block<InvertedResidual>("Inputs = 160, Channels = 320")]
[Conv2D(1280, 1, Bias = false), BatchNorm, Relu6]
[GlobalAvgPool, Flatten, Dropout(0.2f), Dense(1000)]
[CrossEntropyLoss]
public sealed partial class MobileNetV2
{
    [Block]
    [Conv2D(Expansion * Inputs, 1, Bias = false, When = Expands), BatchNorm(When = Expands), Relu6(When = Expands)]
    [DepthwiseConv2D(3, Stride = Stride, Padding = 1, Bias = false), BatchNorm, Relu6]
    [Conv2D(Channels, 1, Bias = false), BatchNorm, Add("input", When = Adds)]
    private sealed class InvertedResidual
    {
        private const int Inputs = 32, Channels = 16, Expansion = 6, Stride = 1;
        private const bool Expands = Expansion != 1, Adds = Stride == 1 && Inputs == Channels;
    }
}
