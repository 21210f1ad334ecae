namespace NetGen.Generator.Layers;

/// <summary>Every word of the vocabulary, one line each.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyDictionary<string, LayerDefinition> Layers = new LayerDefinition[]
    {
        new Dense(),
        new Conv1D(),
        new Conv2D(),
        new Conv3D(),
        new DepthwiseConv2D(),
        new SeparableConv2D(),
        new SpatialSeparableConv2D(),
        new FlattenedConv2D(),
        new ConvTranspose1D(),
        new ConvTranspose2D(),
        new ConvTranspose3D(),
        new MaxPool1D(),
        new MaxPool2D(),
        new MaxPool3D(),
        new AvgPool1D(),
        new AvgPool2D(),
        new AvgPool3D(),
        new LpPool1D(),
        new LpPool2D(),
        new LpPool3D(),
        new GlobalAvgPool(),
        new GlobalMaxPool(),
        new AdaptiveAvgPool1D(),
        new AdaptiveAvgPool2D(),
        new AdaptiveAvgPool3D(),
        new AdaptiveMaxPool1D(),
        new AdaptiveMaxPool2D(),
        new AdaptiveMaxPool3D(),
        new SpatialPyramidPool(),
        new BatchNorm(),
        new LayerNorm(),
        new RmsNorm(),
        new GroupNorm(),
        new InstanceNorm(),
        new LocalResponseNorm(),
        new Dropout(),
        new SpatialDropout(),
        new Flatten(),
        new Reshape(),
        new Permute(),
        new Pad(),
        new Crop(),
        new Slice(),
        new PixelShuffle(),
        new PixelUnshuffle(),
        new ChannelShuffle(),
        new Upsample(),
        new Concat(),
        new MatMul(),
        new Bilinear(),
        new Softmax(),
        new LogSoftmax(),
        new Glu(),
        new Maxout(),
        new PRelu(),
        new RRelu(),
        new ActivationExpression(),
    }
    .Concat(Activation.All)
    .Concat(Merge.All)
    .ToDictionary(d => d.Kind, StringComparer.Ordinal);

    public static readonly IReadOnlyDictionary<string, LossDefinition> Losses = new LossDefinition[]
    {
        new CrossEntropyLoss(),
        new MeanSquaredErrorLoss(),
        new InnerProductLoss(),
        new BinaryCrossEntropyWithLogitsLoss(),
    }
    .ToDictionary(d => d.Kind, StringComparer.Ordinal);
}
