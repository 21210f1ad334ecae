using NetGen.Testing;

namespace NetGen.Conformance.Goldens.Vocabulary;

/// <summary>Losses.</summary>
internal static class LossCases
{
    public static IEnumerable<(string, Declare)> All =>
    [
        ("loss_l1", g => Elementwise(g, new AttributeText("MeanAbsoluteErrorLoss"))),
        ("loss_mse", g => Elementwise(g, new AttributeText("MeanSquaredErrorLoss"))),
        ("loss_smooth_l1", g => Elementwise(g, new AttributeText("SmoothL1Loss").With("Beta", g.Attributes.Number("beta_or_delta", 1)))),
        ("loss_huber", g => Elementwise(g, new AttributeText("HuberLoss").With("Delta", g.Attributes.Number("beta_or_delta", 1)))),
        ("loss_bce", g => Elementwise(g, new AttributeText("BinaryCrossEntropyLoss"))),
        ("loss_bce_with_logits", g => Elementwise(g, Weighted(g, new AttributeText("BinaryCrossEntropyWithLogitsLoss"), "pos_weight", "PositiveWeights"))),
        ("loss_kl_div", g => Elementwise(g, new AttributeText("KLDivergenceLoss"))),
        ("loss_hinge", g => Elementwise(g, new AttributeText("HingeLoss"))),
        ("loss_squared_hinge", g => Elementwise(g, new AttributeText("HingeLoss").With("Squared", true))),
        ("loss_hinge_embedding", g => Elementwise(g, Margin(g, new AttributeText("HingeEmbeddingLoss")))),
        ("loss_poisson_nll", g => Elementwise(g, new AttributeText("PoissonNegativeLogLikelihoodLoss").With("LogInput", g.Attributes.Flag("log_input", true)))),
        ("loss_focal_binary", g => Elementwise(g, Focal(g).With("Binary", true).With("Alpha", g.Attributes.Number("alpha", -1)))),
        ("loss_dice", g => Loss(g, new AttributeText("DiceLoss").With("Smooth", g.Attributes.Number("smooth", 1)), "x")),
        ("loss_iou_jaccard", g => Loss(g, new AttributeText("JaccardLoss").With("Smooth", g.Attributes.Number("smooth", 1)), "x")),
        ("loss_cross_entropy", CrossEntropy),
        ("loss_cross_entropy_soft_targets", g => Loss(g, new AttributeText("CrossEntropyLoss").With("SoftTargets", true), "x")),
        ("loss_nll", g => Loss(g, Weighted(g, new AttributeText("NegativeLogLikelihoodLoss"), "class_weight", "ClassWeights"), "x")),
        ("loss_focal_multiclass", g => Loss(g, Focal(g), "x")),
        ("loss_multi_margin", g => Loss(g, Margin(g, new AttributeText("MultiClassHingeLoss")).With("Power", (int)g.Attributes.Number("p", 1)), "x")),
        ("loss_triplet_margin", g => Loss(g, Margin(g, new AttributeText("TripletLoss").Args("positive", "negative").With("Epsilon", g.Attributes.Number("eps", 1e-6))), "anchor", "positive", "negative")),
        ("loss_cosine_embedding", g => Loss(g, Margin(g, new AttributeText("CosineEmbeddingLoss").Args("x2")), "x1", "x2")),
        ("loss_margin_ranking", g => Loss(g, Margin(g, new AttributeText("MarginRankingLoss").Args("x2")), "x1", "x2")),
        ("loss_gaussian_nll", g => Loss(g, new AttributeText("GaussianNegativeLogLikelihoodLoss").Args("var").With("Epsilon", g.Attributes.Number("eps", 1e-6)), "x", "var")),
        ("loss_box_iou", g => Loss(g, new AttributeText("IoULoss").With("Epsilon", 0.0), "boxes")),
        ("loss_box_giou", g => Loss(g, new AttributeText("GIoULoss").With("Epsilon", 0.0), "boxes")),
    ];

    private static GoldenDeclaration? CrossEntropy(GoldenFile golden)
    {
        var attributes = golden.Attributes;
        var loss = Weighted(golden, new AttributeText("CrossEntropyLoss"), "class_weight", "ClassWeights");
        if (attributes.Number("label_smoothing", 0) is var smoothing && smoothing != 0) loss.With("LabelSmoothing", smoothing);
        if (attributes.Has("ignore_index")) loss.With("IgnoreIndex", attributes.Int("ignore_index"));
        return Loss(golden, loss, "x");
    }

    /// <summary>A loss of each element: without a reduction, each element is a sample of its own.</summary>
    private static GoldenDeclaration? Elementwise(GoldenFile golden, AttributeText loss)
    {
        var declaration = Loss(golden, loss, "x");
        return declaration is not null && golden.Attributes.Text("reduction") == "none"
            ? declaration with { Sources = [declaration.Sources[0].As(1)] }
            : declaration;
    }

    private static GoldenDeclaration? Loss(GoldenFile golden, AttributeText loss, params string[] sources)
    {
        Reduction? reduction = golden.Attributes.Text("reduction", "mean") switch
        {
            "mean" or "none" => Reduction.Mean,
            "sum" => Reduction.Sum,
            "batchmean" => Reduction.BatchMean,
            _ => null,
        };
        if (reduction is null) return null;
        if (reduction != Reduction.Mean) loss.WithEnum(reduction.Value);
        return new([.. sources.Select(s => GoldenSource.Batched(golden, s))])
        {
            Loss = loss.With("On", sources[0]),
            LossTargets = golden.Tensors.TryGetValue("in.target", out var target) ? target.Values : [],
        };
    }

    private static AttributeText Margin(GoldenFile golden, AttributeText loss) => loss.With("Margin", golden.Attributes.Number("margin", 1));

    private static AttributeText Focal(GoldenFile golden) => new AttributeText("FocalLoss").With("Gamma", golden.Attributes.Number("gamma", 2));

    private static AttributeText Weighted(GoldenFile golden, AttributeText loss, string tensor, string property) =>
        golden.Tensors.TryGetValue($"in.{tensor}", out var weights) ? loss.With(property, weights.Values) : loss;
}
