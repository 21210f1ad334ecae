namespace NetGen.Networks;

/// <summary>The block of the shallow residual networks: two convolutions of 3×3, and a projection where the shape changes.</summary>
[Block]
[Conv2D(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2D(Channels, 3, Padding = 1, Bias = false), BatchNorm(Name = "residual")]
[Conv2D(Channels, 1, Stride = Stride, Bias = false, From = "input", When = Projects), BatchNorm(When = Projects)]
[Add("residual"), Relu]
internal sealed class BasicBlock
{
    private const int Channels = 64, Stride = 1;
    private const bool Projects = Stride != 1;
}

/// <summary>The block of the deep residual networks: 1×1 down, 3×3 (which takes the stride), 1×1 up to four times the channels.</summary>
[Block]
[Conv2D(Channels, 1, Bias = false), BatchNorm, Relu]
[Conv2D(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm, Relu]
[Conv2D(4 * Channels, 1, Bias = false), BatchNorm(Name = "residual")]
[Conv2D(4 * Channels, 1, Stride = Stride, Bias = false, From = "input", When = Projects), BatchNorm(When = Projects)]
[Add("residual"), Relu]
internal sealed class Bottleneck
{
    private const int Channels = 64, Stride = 1;
    private const bool Projects = Stride != 1;
}
