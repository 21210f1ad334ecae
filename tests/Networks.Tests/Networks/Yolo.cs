namespace NetGen.Networks;

/// <summary>
/// A one-stage detector after Redmon et al. 2016, "You Only Look Once": in each cell of a grid one box (x, y, w, h before the sigmoid or the
/// exponential), how sure it is, and one score per class. <see cref="YoloDecoder"/> turns them into boxes.
/// </summary>
[Network]
[Input(1, 48, 48)]
[Block<YoloHead>(Name = "yolo")]
public sealed partial class Yolo;

/// <summary>
/// The same network as it is trained. Only the cell that holds an object's centre is responsible for its box: there the second input is 1, elsewhere 0.
/// Elsewhere the class is −100, which does not count.
/// </summary>
[Network]
[Input(1, 48, 48, Name = "image"), Input(1, 6, 6, Name = "responsible")]
[Block<YoloHead>(From = "image", Name = "yolo")]
[Slice(0, 0, 2), Sigmoid, Multiply("responsible", Name = "centre")]
[Slice(0, 2, 4, From = "yolo"), Multiply("responsible", Name = "extent")]
[Slice(0, 4, 5, From = "yolo", Name = "objectness")]
[Slice(0, 5, 7, From = "yolo", Name = "kind")]
[Output("yolo")]
[MeanSquaredErrorLoss(On = "centre", Weight = 50), MeanSquaredErrorLoss(On = "extent", Weight = 50)]
[BinaryCrossEntropyWithLogitsLoss(On = "objectness", Weight = 10), CrossEntropyLoss(On = "kind")]
public sealed partial class YoloTraining;

[Block]
[Block<ConvNormLeaky>("Channels = 8"), Block<ConvNormLeaky>("Channels = 16"), Block<ConvNormLeaky>("Channels = 32")]
[Block<ConvNormLeaky>("Channels = 32, Stride = 1"), Conv2D(4 + 1 + Classes, 1)]
internal sealed class YoloHead
{
    private const int Classes = 2;

    [Block]
    [Conv2D(Channels, 3, Stride = Stride, Padding = 1, Bias = false), BatchNorm, LeakyRelu(Slope = 0.1f)]
    private sealed class ConvNormLeaky
    {
        private const int Channels = 8, Stride = 2;
    }
}
