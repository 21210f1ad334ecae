namespace NetGen.Generator.Layers;

/// <summary>Every word of the vocabulary, one line each.</summary>
internal static class Catalogue
{
    public static readonly IReadOnlyDictionary<string, LayerDefinition> Layers = new LayerDefinition[]
    {
        new Dense(),
        new Conv2D(),
        new MaxPool2D(),
        new AvgPool2D(),
        new GlobalAvgPool(),
        new BatchNorm(),
        new Dropout(),
        new Flatten(),
        new Reshape(),
        new Concat(),
        new Softmax(),
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
