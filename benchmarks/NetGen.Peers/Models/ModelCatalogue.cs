namespace NetGen.Peers.Models;

/// <summary>The models of the comparison. Their layers carry the same names as the declared networks' layers, so tensors match by name.</summary>
internal static class ModelCatalogue
{
    public static Model SmallMlp { get; } = Model.Sequence(
        "mlp-16-64-64-8", [16], new Dense(64), new Relu(), new Dense(64), new Relu(), new Dense(8));

    public static Model DigitsMlp { get; } = Model.Sequence(
        "mlp-784-128-10", [784], new Dense(128), new Relu(), new Dense(10));

    public static Model LeNet5 { get; } = Model.Sequence(
        "lenet5",
        [1, 28, 28],
        new Convolution(6, 5) { Padding = 2 }, new Tanh(), new AveragePool(2),
        new Convolution(16, 5), new Tanh(), new AveragePool(2),
        new Flatten(), new Dense(120), new Tanh(), new Dense(84), new Tanh(), new Dense(10));

    public static Model LeNet5Relu { get; } = Model.Sequence(
        "lenet5-relu",
        [1, 28, 28],
        new Convolution(6, 5) { Padding = 2 }, new Relu(), new MaxPool(2),
        new Convolution(16, 5), new Relu(), new MaxPool(2),
        new Flatten(), new Dense(120), new Relu(), new Dense(84), new Relu(), new Dense(10));

    public static Model Convolution3x3x64 { get; } = Square3x3(64, 56);

    public static Model Convolution3x3x128 { get; } = Square3x3(128, 28);

    public static Model Convolution3x3x256 { get; } = Square3x3(256, 14);

    public static Model Convolution3x3x512 { get; } = Square3x3(512, 7);

    public static Model Convolution1x1 { get; } = Model.Sequence("conv-1x1-256-64", [256, 56, 56], new Convolution(64, 1));

    public static Model DepthwiseConvolution { get; } = Model.Sequence(
        "conv-depthwise-3x3-32", [32, 112, 112], new Convolution(32, 3) { Padding = 1, Groups = 32 });

    public static Model FirstConvolution { get; } = Model.Sequence(
        "conv-7x7-3-64", [3, 224, 224], new Convolution(64, 7) { Stride = 2, Padding = 3 });

    public static Model SquareDense { get; } = Model.Sequence("dense-512-512", [512], new Dense(512));

    public static Model Head { get; } = Model.Sequence("dense-256-1", [256], new Dense(1));

    public static Model ResNet18 { get; } = WholeNetworks.ResNet18();

    public static Model MobileNetV2 { get; } = WholeNetworks.MobileNetV2();

    public static Model SqueezeNet { get; } = WholeNetworks.SqueezeNet();

    public static Model UNet { get; } = WholeNetworks.UNet();

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Model> All { get; } =
    [
        SmallMlp, DigitsMlp, LeNet5, LeNet5Relu, Convolution3x3x64, Convolution3x3x128, Convolution3x3x256, Convolution3x3x512,
        Convolution1x1, DepthwiseConvolution, FirstConvolution, SquareDense, Head, ResNet18, MobileNetV2, SqueezeNet, UNet,
    ];

    private static Model Square3x3(int channels, int extent) => Model.Sequence(
        $"conv-3x3-{channels}", [channels, extent, extent], new Convolution(channels, 3) { Padding = 1 });
}
