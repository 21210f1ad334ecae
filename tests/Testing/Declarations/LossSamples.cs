namespace NetGen.Testing;

/// <summary>Sample uses of every loss of the catalogue; a test says which one has none.</summary>
internal static class LossSamples
{
    private static readonly (double, double)[] Zero = [(0, 0)], Half = [(0.5, 0.5)], Unit = [(0, 1)], Probability = [(0.05, 0.95)], Positive = [(0.2, 2)];

    private static readonly (double, double)[] Box = [(0, 0.6), (0, 0.6), (0.7, 1.5), (0.7, 1.5)], FarBox = [(0, 0.2), (0, 0.6), (0.25, 0.3), (0.7, 1.5)];

    private static readonly double[] Signs = [-1, 1], Bits = [0, 1], Weights = [0.5, 2, 1, 3, 0.25];

    public static IReadOnlyList<LossSample> All { get; } = [.. Regression(), .. Binary(), .. Classes(), .. Likelihood(), .. Overlap(), .. Embeddings(), .. Features()];

    /// <summary>Values at kinks, at the ends of domains and far from zero: loss and gradient must be finite, whatever differences would say.</summary>
    public static IReadOnlyList<LossSample> Extreme { get; } =
    [
        new("MeanAbsoluteErrorLoss", [7]) { Outputs = Half, Targets = Half },
        new("SmoothL1Loss", [7], ("Beta", 0.0)) { Outputs = Half, Targets = Half },
        new("MeanAbsolutePercentageErrorLoss", [7]) { Outputs = Half, Targets = Zero, Range = 1 },
        new("BinaryCrossEntropyLoss", [6]) { Outputs = [(0, 0), (1, 1)], Choices = Bits },
        new("BinaryCrossEntropyWithLogitsLoss", [6]) { Range = 3e4, Choices = Bits },
        new("LogisticLoss", [6]) { Range = 3e4, Choices = Signs },
        new("HingeLoss", [6]) { Outputs = [(1, 1)], Targets = [(1, 1)] },
        new("FocalLoss", [6], ("Binary", true), ("Gamma", 0.5)) { Range = 1e3, Choices = Bits },
        new("FocalLoss", [6], ("Gamma", 0.5)) { Range = 1e3 },
        new("CrossEntropyLoss", [6]) { Range = 3e4, IgnoredEvery = 3 },
        new("CrossEntropyLoss", [6], ("SoftTargets", true)) { Range = 300, Targets = Unit },
        new("NegativeLogLikelihoodLoss", [6]) { Range = 3e4 },
        new("DistillationLoss", [6]) { Range = 1e3, Others = [[6]] },
        new("MultiClassHingeLoss", [6]) { Outputs = Zero },
        new("KLDivergenceLoss", [6]) { Targets = Zero },
        new("PoissonNegativeLogLikelihoodLoss", [6], ("Full", true)) { Choices = [0, 1] },
        new("GaussianNegativeLogLikelihoodLoss", [6]) { Others = [[6]], OtherOutputs = Zero },
        new("DiceLoss", [6]) { Range = 1e3, Targets = Zero },
        new("JaccardLoss", [6]) { Range = 1e3, Targets = Zero },
        new("IoULoss", [3, 4]) { Outputs = [(0, 0), (0, 0), (1, 1), (1, 1)], Targets = [(0, 0), (0, 0), (1, 1), (1, 1)] },
        new("GIoULoss", [3, 4]) { Outputs = Zero, Targets = Zero },
        new("GIoULoss", [4]) { Outputs = [(0, 0), (0, 0), (1, 1), (1, 1)], Targets = [(1, 1), (1, 1), (2, 2), (2, 2)] },
        new("TripletLoss", [6], ("Epsilon", 0.0), ("Swap", true)) { Outputs = Half, Others = [[6], [6]] },
        new("TripletLoss", [6], ("Epsilon", 0.0), ("Distance", 2)) { Outputs = Half, Others = [[6], [6]] },
        new("TripletLoss", [6], ("Distance", 3)) { Outputs = Zero, Others = [[6], [6]] },
        new("ContrastiveLoss", [6]) { Outputs = Half, Others = [[6]], Choices = Bits },
        new("CosineEmbeddingLoss", [6]) { Outputs = Zero, Others = [[6]], Choices = Signs },
        new("MarginRankingLoss", [6]) { Outputs = Half, Others = [[6]], Choices = Signs },
        new("NPairLoss", [6]) { Range = 300, Others = [[6]] },
        new("ProxyNcaLoss", [6], ("Classes", 5), ("Scale", 500.0)),
        new("ProxyNcaLoss", [6], ("Classes", 5)) { Outputs = Zero },
    ];

    private static IEnumerable<LossSample> Regression() =>
    [
        new("MeanSquaredErrorLoss", [7]),
        new("MeanSquaredErrorLoss", [2, 3, 4], ("Weight", 2.0)),
        new("MeanSquaredErrorLoss", [7], ("Reduction", 1)),
        new("MeanAbsoluteErrorLoss", [7]),
        new("MeanAbsoluteErrorLoss", [3, 19], ("Reduction", 2)),
        new("SmoothL1Loss", [19]),
        new("SmoothL1Loss", [7], ("Beta", 0.4), ("Reduction", 1)),
        new("SmoothL1Loss", [7], ("Beta", 0.0)),
        new("HuberLoss", [19]),
        new("HuberLoss", [7], ("Delta", 0.4), ("Reduction", 2)),
        new("MeanSquaredLogarithmicErrorLoss", [7]) { Outputs = [(-0.5, 3)], Targets = Unit },
        new("MeanAbsolutePercentageErrorLoss", [7]) { Targets = [(0.5, 2)] },
        new("MeanAbsolutePercentageErrorLoss", [7], ("Epsilon", 0.8), ("Reduction", 1)),
        new("InnerProductLoss", [2, 5]),
        new("InnerProductLoss", [5], ("Reduction", 1)),
    ];

    private static IEnumerable<LossSample> Binary() =>
    [
        new("BinaryCrossEntropyLoss", [7]) { Outputs = Probability, Targets = Unit },
        new("BinaryCrossEntropyLoss", [2, 19], ("Reduction", 1), ("Weight", 0.5)) { Outputs = Probability, Choices = Bits },
        new("BinaryCrossEntropyWithLogitsLoss", [7]) { Targets = Unit },
        new("BinaryCrossEntropyWithLogitsLoss", [3, 2], ("PositiveWeights", new[] { 3.0, 0.5, 1.5 })) { Targets = Unit },
        new("BinaryCrossEntropyWithLogitsLoss", [1], ("PositiveWeights", new[] { 3.0 })) { Targets = Unit, Range = 20 },
        new("HingeLoss", [7]) { Choices = Signs },
        new("HingeLoss", [19], ("Margin", 0.5), ("Squared", true), ("Reduction", 1)) { Choices = Signs },
        new("HingeEmbeddingLoss", [7]) { Choices = Signs },
        new("HingeEmbeddingLoss", [19], ("Margin", 0.5), ("Reduction", 2)) { Choices = Signs },
        new("ExponentialLoss", [7]) { Choices = Signs },
        new("LogisticLoss", [7]) { Choices = Signs },
        new("LogisticLoss", [19], ("Reduction", 1)) { Choices = Signs, Range = 30 },
        new("FocalLoss", [7], ("Binary", true)) { Targets = Unit },
        new("FocalLoss", [19], ("Binary", true), ("Gamma", 1.5), ("Alpha", -1.0)) { Choices = Bits, Range = 12 },
        new("FocalLoss", [3], ("Binary", true), ("Gamma", 0.0), ("Alpha", 0.75), ("Reduction", 1)) { Choices = Bits },
    ];

    private static IEnumerable<LossSample> Classes() =>
    [
        new("CrossEntropyLoss", [5]) { Batch = 4 },
        new("CrossEntropyLoss", [4, 2, 3], ("Weight", 0.3)),
        new("CrossEntropyLoss", [6]) { Range = 30 },
        new("CrossEntropyLoss", [4, 3], ("Reduction", 2)),
        new("CrossEntropyLoss", [5], ("LabelSmoothing", 0.2)) { Batch = 5, IgnoredEvery = 3 },
        new("CrossEntropyLoss", [5], ("ClassWeights", Weights)) { Batch = 5 },
        new("CrossEntropyLoss", [4, 3], ("ClassWeights", new[] { 0.5, 2, 1, 3 }), ("IgnoreIndex", 2), ("LabelSmoothing", 0.1)) { Batch = 4, IgnoredEvery = 3 },
        new("CrossEntropyLoss", [4], ("IgnoreIndex", 1), ("Reduction", 1)) { Batch = 5, IgnoredEvery = 2 },
        new("CrossEntropyLoss", [19, 5], ("IgnoreIndex", 255)) { IgnoredEvery = 4 },
        new("CrossEntropyLoss", [4, 2], ("SoftTargets", true), ("LabelSmoothing", 0.1), ("ClassWeights", new[] { 0.5, 2, 1, 3 })) { Targets = Unit },
        new("NegativeLogLikelihoodLoss", [5]) { Batch = 5, IgnoredEvery = 4 },
        new("NegativeLogLikelihoodLoss", [5, 3], ("ClassWeights", Weights), ("IgnoreIndex", 3)) { IgnoredEvery = 3 },
        new("NegativeLogLikelihoodLoss", [19], ("Reduction", 1)),
        new("FocalLoss", [5]) { Batch = 4 },
        new("FocalLoss", [19, 2], ("Gamma", 0.5)),
        new("FocalLoss", [5], ("ClassWeights", Weights), ("Gamma", 3.0)) { Batch = 4 },
        new("FocalLoss", [5], ("ClassWeights", Weights), ("Reduction", 2)),
        new("MultiClassHingeLoss", [5]) { Batch = 4 },
        new("MultiClassHingeLoss", [19], ("Margin", 0.5), ("Power", 2)),
        new("MultiClassHingeLoss", [5, 2], ("ClassWeights", Weights), ("Reduction", 1)),
        new("DistillationLoss", [5]) { Others = [[5]], OthersAreConstants = true },
        new("DistillationLoss", [19, 2], ("Temperature", 4.0), ("Alpha", 0.9), ("Reduction", 1)) { Others = [[19, 2]], OthersAreConstants = true },
    ];

    private static IEnumerable<LossSample> Likelihood() =>
    [
        new("KLDivergenceLoss", [7]) { Targets = Unit },
        new("KLDivergenceLoss", [7], ("Reduction", 2)) { Choices = [0, 0.25, 0.5] },
        new("KLDivergenceLoss", [19], ("LogTarget", true)) { Targets = [(-3, 0)] },
        new("PoissonNegativeLogLikelihoodLoss", [7]) { Targets = [(0, 4)] },
        new("PoissonNegativeLogLikelihoodLoss", [19], ("Full", true)) { Choices = [0, 1, 2, 5] },
        new("PoissonNegativeLogLikelihoodLoss", [7], ("LogInput", false), ("Epsilon", 1e-3), ("Reduction", 1)) { Outputs = Positive, Choices = [0, 1, 2, 5] },
        new("GaussianNegativeLogLikelihoodLoss", [7]) { Others = [[7]], OtherOutputs = Positive },
        new("GaussianNegativeLogLikelihoodLoss", [2, 19], ("Full", true), ("Reduction", 1)) { Others = [[2, 1]], OtherOutputs = Positive },
        new("GaussianNegativeLogLikelihoodLoss", [3, 2], ("Epsilon", 1e-3), ("Reduction", 2)) { Others = [[3]], OtherOutputs = Positive },
    ];

    private static IEnumerable<LossSample> Overlap() =>
    [
        new("DiceLoss", [1, 4, 5]) { Choices = Bits },
        new("DiceLoss", [19], ("Smooth", 0.01), ("Weight", 3.0)) { Targets = Unit },
        new("DiceLoss", [3], ("Reduction", 2)) { Choices = Bits },
        new("JaccardLoss", [1, 4, 5]) { Choices = Bits },
        new("JaccardLoss", [19], ("Smooth", 0.01), ("Reduction", 2)) { Targets = Unit },
        new("IoULoss", [4]) { Outputs = Box, Targets = Box, Batch = 5 },
        new("IoULoss", [6, 4], ("Epsilon", 0.01), ("Reduction", 1)) { Outputs = Box, Targets = Box },
        new("GIoULoss", [4]) { Outputs = Box, Targets = FarBox, Batch = 5 },
        new("GIoULoss", [17, 4], ("Epsilon", 0.01), ("Reduction", 2)) { Outputs = Box, Targets = Box },
    ];

    private static IEnumerable<LossSample> Embeddings() =>
    [
        new("MarginRankingLoss", [7]) { Others = [[7]], Choices = Signs },
        new("MarginRankingLoss", [1], ("Margin", 0.5), ("Reduction", 1)) { Others = [[1]], Choices = Signs },
        new("TripletLoss", [5]) { Others = [[5], [5]], Batch = 5 },
        new("TripletLoss", [19], ("Margin", 3.0), ("Swap", true), ("Reduction", 1)) { Others = [[19], [19]] },
        new("TripletLoss", [2, 3], ("Distance", 1), ("Margin", 20.0), ("Epsilon", 0.0)) { Others = [[2, 3], [2, 3]] },
        new("TripletLoss", [5], ("Distance", 2), ("Margin", 9.0)) { Others = [[5], [5]] },
        new("TripletLoss", [5], ("Distance", 3), ("Reduction", 2)) { Others = [[5], [5]] },
        new("ContrastiveLoss", [5], ("Margin", 6.0)) { Others = [[5]], Choices = Bits, Batch = 5 },
        new("ContrastiveLoss", [19], ("Margin", 40.0), ("Distance", 2), ("Reduction", 1)) { Others = [[19]], Targets = Unit },
        new("ContrastiveLoss", [5], ("Distance", 3)) { Others = [[5]], Choices = Bits },
        new("CosineEmbeddingLoss", [5]) { Others = [[5]], Choices = Signs, Batch = 5 },
        new("CosineEmbeddingLoss", [19], ("Margin", -0.5), ("Reduction", 1)) { Others = [[19]], Choices = Signs },
        new("NPairLoss", [5]) { Others = [[5]], Batch = 4 },
        new("NPairLoss", [19], ("Regularization", 0.1), ("Reduction", 1)) { Others = [[19]] },
        new("NPairLoss", [2, 3], ("Reduction", 2)) { Others = [[2, 3]], Range = 6 },
        new("ProxyNcaLoss", [5], ("Classes", 4)),
        new("ProxyNcaLoss", [19], ("Classes", 2), ("Scale", 3.0), ("Reduction", 1)),
    ];

    private static IEnumerable<LossSample> Features() =>
    [
        new("ContentLoss", [2, 3, 4]) { Others = [[2, 3, 4]] },
        new("ContentLoss", [7], ("Reduction", 1)) { Others = [[7]] },
        new("StyleLoss", [3, 4, 5]) { Others = [[3, 2, 4]] },
        new("StyleLoss", [18, 6], ("Reduction", 2)) { Others = [[18, 6]] },
    ];
}
