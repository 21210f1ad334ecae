using NetGen;

namespace NetGen.Samples;

/// <summary>Two 3×3 convolutions around which the input goes by, with a 1×1 convolution where the shapes differ (He et al. 2016).</summary>
[Block]
[Conv2D(Channels, 1, Stride = Stride, Bias = false, When = Stride != 1), BatchNorm(Name = "skip", When = Stride != 1)]
[Conv2D(Channels, 3, Stride = Stride, Padding = 1, Bias = false, From = "input"), BatchNorm, Relu]
[Conv2D(Channels, 3, Padding = 1, Bias = false), BatchNorm, Add("skip"), Relu]
public sealed partial class Residual
{
    private const int Channels = 16;
    private const int Stride = 1;
}

/// <summary>A residual network of eight convolutions for 32×32 images in colour.</summary>
[Network]
[Input(3, 32, 32)]
[Conv2D(16, 3, Padding = 1, Bias = false), BatchNorm, Relu]
[Block<Residual>("Channels = 16")]
[Block<Residual>("Channels = 32, Stride = 2")]
[Block<Residual>("Channels = 64, Stride = 2")]
[GlobalAvgPool, Flatten, Dense(10)]
[CrossEntropyLoss(LabelSmoothing = 0.1f)]
public sealed partial class ResNet8;

/// <summary>The baseline: logistic regression on the pixels.</summary>
[Network, Input(3, 32, 32), Flatten, Dense(10), CrossEntropyLoss]
public sealed partial class LogisticRegression;
