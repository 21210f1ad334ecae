namespace NetGen.Networks;

/// <summary>
/// Gatys et al. 2016, "Image Style Transfer Using Convolutional Neural Networks". The picture is a parameter: a dense layer of the constant 1, whose
/// weights are the pixels. An optimiser that freezes the features paints it until its features resemble those of the content and the correlations of
/// its features (Gram matrices) those of the style.
/// </summary>
[Network]
[Input(1, Name = "one"), Input(3, 32, 32, Name = "content"), Input(3, 32, 32, Name = "style")]
[Dense(3 * 32 * 32, Bias = false, From = "one", Name = "picture"), Reshape(3, 32, 32, Name = "painted")]
[Block<Features>(Name = "features")]
[Block<Features>(From = "content", Name = "contentFeatures", WeightsOf = "features")]
[Block<Features>(From = "style", Name = "styleFeatures", WeightsOf = "features")]
[Output("painted")]
[ContentLoss("contentFeatures.deep", On = "features.deep")]
[StyleLoss("styleFeatures.shallow", On = "features.shallow", Weight = 1e4f)]
[StyleLoss("styleFeatures.deep", On = "features.deep", Weight = 1e4f)]
public sealed partial class StyleTransfer
{
    [Block]
    [Conv2D(16, 3, Padding = 1), Relu(Name = "shallow")]
    [AvgPool2D(2), Conv2D(32, 3, Padding = 1), Relu(Name = "deep")]
    private sealed class Features;
}
