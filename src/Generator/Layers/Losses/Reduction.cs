using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>How the losses of single elements become one number. Twin of <c>NetGen.Reduction</c>.</summary>
internal static class Reduction
{
    private const int Sum = 1, BatchMean = 2;

    /// <summary>What each element's loss is multiplied by; <paramref name="elements"/> is their number in one sample, or in one step of a sequence.</summary>
    public static Expr Factor(LossContext c, double elements) => c.Int("Reduction", 0) switch
    {
        Sum => Expr.One,
        BatchMean => Expr.One / new BatchSizeExpr(),
        _ => Expr.One / (elements * new BatchSizeExpr(Steps: c.X.Extents.Axes.FirstOrDefault())),
    };

    public static bool IsMean(LossContext c) => c.Int("Reduction", 0) is not (Sum or BatchMean);

    /// <summary>The loss of elements of a domain.</summary>
    public static Node Of(LossContext c, Expr element, Extents domain, params Operand[] operands) =>
        c.SumOverBatch(element * Factor(c, domain.Elements), domain, operands);

    /// <summary>The loss where there is one value for the whole batch; of a part of it, the part's share of the mean over the parts.</summary>
    public static Node OfBatch(LossContext c, Node value) =>
        c.Map(value, x => (c.Int("Reduction", 0) == BatchMean ? x : x * new BatchSizeExpr(AtHand: true)) / new BatchSizeExpr());
}
