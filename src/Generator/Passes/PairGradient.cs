using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// The gradient of a <see cref="PairNode"/>, made of such nodes: seen from the sample, each pair's derivative times what the other one is;
/// seen from the other one, the same with the roles exchanged.
/// </summary>
internal static class PairGradient
{
    /// <summary>What each operand gets.</summary>
    /// <param name="graph">Receives the nodes.</param>
    /// <param name="node">A sum without a value: sums with one occur in gradients alone.</param>
    /// <param name="dy">The gradient of the node.</param>
    /// <param name="isNeeded">Whether an operand's gradient is wanted.</param>
    public static IEnumerable<(Node Operand, Node Gradient)> Of(TensorGraph graph, PairNode node, Node dy, Func<Node, bool> isNeeded)
    {
        // A maximum is used as a shift that cancels.
        if (node.Kind == ReduceKind.Maximum) yield break;
        if (node.Value is not null) throw new InvalidOperationException($"No gradient rule for {node}.");
        IReadOnlyList<Node> own = [.. node.Own, dy];
        int dyIndex = PairNode.FirstScalar + node.Own.Count;
        // The expression with dy appended to the sample's scalars: the other's scalars move up by one.
        var e = node.Expression.Substitute(i => Expr.Input(i < dyIndex ? i : i + 1));
        Expr slope(int input) => ExprDerivative.Of(e, input) * Expr.Input(dyIndex);
        Expr swapped(Expr x) => x.Substitute(i => Expr.Input(i < PairNode.FirstScalar ? i : i <= dyIndex ? i + node.Other.Count : i - node.Own.Count - 1));

        if (isNeeded(node.Query)) yield return (node.Query, graph.Add(new PairNode(ReduceKind.Sum, slope(0), node.Query, node.Key, own, node.Other, node.Key)));
        if (isNeeded(node.Key)) yield return (node.Key, graph.Add(new PairNode(ReduceKind.Sum, swapped(slope(0)), node.Key, node.Query, node.Other, own, node.Query)));
        for (var i = 0; i < node.Own.Count; i++)
            if (isNeeded(node.Own[i])) yield return (node.Own[i], graph.Add(new PairNode(ReduceKind.Sum, slope(PairNode.FirstScalar + i), node.Query, node.Key, own, node.Other, null)));
        for (var i = 0; i < node.Other.Count; i++)
            if (isNeeded(node.Other[i])) yield return (node.Other[i], graph.Add(new PairNode(ReduceKind.Sum, swapped(slope(dyIndex + 1 + i)), node.Key, node.Query, node.Other, own, null)));
    }
}
