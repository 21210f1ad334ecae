namespace NetGen.Networks;

/// <summary>Iandola et al. 2016, "SqueezeNet", in the authors' cheaper version 1.1.</summary>
[Network]
[Input(3, 224, 224)]
[Conv2D(64, 3, Stride = 2), Relu, MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<Fire>("Squeezed = 16, Expanded = 64", Repeat = 2), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<Fire>("Squeezed = 32, Expanded = 128", Repeat = 2), MaxPool2D(3, Stride = 2, CeilMode = true)]
[Block<Fire>("Squeezed = 48, Expanded = 192", Repeat = 2), Block<Fire>("Squeezed = 64, Expanded = 256", Repeat = 2)]
[Dropout, Conv2D(1000, 1), Relu, GlobalAvgPool, Flatten]
[CrossEntropyLoss]
public sealed partial class SqueezeNet
{
    [Block]
    [Conv2D(Squeezed, 1), Relu(Name = "squeezed")]
    [Conv2D(Expanded, 1), Relu(Name = "narrow")]
    [Conv2D(Expanded, 3, Padding = 1, From = "squeezed"), Relu(Name = "wide")]
    [Concat("wide", From = "narrow")]
    private sealed class Fire
    {
        private const int Squeezed = 16, Expanded = 64;
    }
}
