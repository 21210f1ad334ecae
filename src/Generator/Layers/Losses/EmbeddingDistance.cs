using NetGen.Generator.Graph;

namespace NetGen.Generator.Layers;

/// <summary>How far two embeddings lie apart: one value a sample. Twin of <c>NetGen.Distance</c>.</summary>
internal static class EmbeddingDistance
{
    private const int Euclidean = 0, SquaredEuclidean = 1, Manhattan = 2;

    /// <summary>The least norm a cosine divides by, PyTorch's.</summary>
    private const double LeastNorm = 1e-8;

    /// <param name="c">The loss; its <c>Distance</c> chooses.</param>
    /// <param name="a">One embedding.</param>
    /// <param name="b">The other one.</param>
    /// <param name="epsilon">Added to each difference.</param>
    public static Node Of(LossContext c, Node a, Node b, double epsilon)
    {
        var difference = Expr.Input(0) - Expr.Input(1) + epsilon;
        switch (c.Int("Distance", Euclidean))
        {
            case SquaredEuclidean:
                return Sum(c, difference * difference, a, b);
            case Manhattan:
                return Sum(c, Expr.Abs(difference), a, b);
            case Euclidean:
                return c.Root(Sum(c, difference * difference, a, b));
            default:
                return c.Map(1 - (Expr.Input(0) / (Expr.Input(1) * Expr.Input(2))), [], Operand.Same(Dot(c, a, b)), Operand.Same(Norm(c, a, LeastNorm)), Operand.Same(Norm(c, b, LeastNorm)));
        }
    }

    /// <summary>Σ a·b.</summary>
    public static Node Dot(LossContext c, Node a, Node b) => Sum(c, Expr.Input(0) * Expr.Input(1), a, b);

    /// <summary>max(‖x‖, least).</summary>
    public static Node Norm(LossContext c, Node x, double least) => c.Clamp(c.Root(c.Sum(Expr.Input(0) * Expr.Input(0), x.Shape, LossContext.All(x.Shape), Operand.Same(x))), least);

    private static Node Sum(LossContext c, Expr expression, Node a, Node b) =>
        c.Sum(expression, a.Shape, LossContext.All(a.Shape), Operand.Same(a), Operand.Same(b));
}
