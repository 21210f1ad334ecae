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
        new SmoothL1Loss(),
        new HuberLoss(),
        new MeanAbsolutePercentageErrorLoss(),
        new BinaryCrossEntropyLoss(),
        new BinaryCrossEntropyWithLogitsLoss(),
        new CrossEntropyLoss(),
        new NegativeLogLikelihoodLoss(),
        new FocalLoss(),
        new KLDivergenceLoss(),
        new PoissonNegativeLogLikelihoodLoss(),
        new GaussianNegativeLogLikelihoodLoss(),
        new HingeLoss(),
        new HingeEmbeddingLoss(),
        new MultiClassHingeLoss(),
        new MarginRankingLoss(),
        new DiceLoss(),
        new JaccardLoss(),
        new IoULoss(),
        new GIoULoss(),
        new TripletLoss(),
        new ContrastiveLoss(),
        new CosineEmbeddingLoss(),
        new ProxyNcaLoss(),
        new DistillationLoss(),
        new StyleLoss(),
        new ContentLoss(),
    }
    .Concat(PlainLoss.All)
    .ToDictionary(d => d.Kind, StringComparer.Ordinal);
}
