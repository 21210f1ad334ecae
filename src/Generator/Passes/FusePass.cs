// Input: a graph. Output: the same values with fewer stores: element-wise nodes move into the element-wise node, the reduction, the
// contraction or the window that feeds them or that they feed. Invariant: nothing is computed more often than before.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Fusion of element-wise work.</summary>
internal static class FusePass
{
    private const int MaximumExpression = 96;
    private const int MaximumOperands = 8;

    // What was absorbed counts as a reader until it is gone.
    public static TensorGraph Run(TensorGraph graph) => IntoProducers(DeadCodePass.Run(IntoConsumers(graph)));

    /// <summary>A map with one reader is computed by its reader.</summary>
    private static TensorGraph IntoConsumers(TensorGraph graph)
    {
        var uses = graph.CountUses();
        var recurrences = Recurrence.Of(graph);
        // Nothing moves into a recurrence or out of one: what is computed for all steps at once would be computed step by step.
        bool isBeside(Node reader, Node operand) => uses[operand.Id] == 1 && recurrences[operand.Id] == recurrences[reader.Id];
        return graph.Rewrite((_, node, inputs) => node switch
        {
            MapNode map when Absorb(map.Expression, map.Shape, map.Operands, inputs, o => isBeside(map, o), map.Batched) is { } fused =>
                new MapNode(fused.Expression, map.Shape, fused.Operands) { Layer = node.Layer },
            ReduceNode reduce when Absorb(reduce.Expression, reduce.Domain, reduce.Operands, inputs, o => isBeside(reduce, o), true) is { } fused =>
                new ReduceNode(reduce.Kind, fused.Expression, reduce.Domain, fused.Operands, reduce.Axes, reduce.OverBatch) { Layer = node.Layer },
            _ => TensorGraph.Copy(node, inputs),
        });
    }

    private static (Expr Expression, List<Operand> Operands)? Absorb(
        Expr expression, int[] domain, IReadOnlyList<Operand> operands, Node[] inputs, Func<Node, bool> isOwn, bool batched)
    {
        var all = new List<Operand>();
        var replaced = new Expr[operands.Count];
        var absorbed = false;
        for (var i = 0; i < operands.Count; i++)
        {
            var operand = new Operand(inputs[i], operands[i].Axes);
            if (inputs[i] is MapNode producer && MayAbsorb(producer, operand, domain, isOwn(operands[i].Node), batched)
                && all.Count + producer.Operands.Count + operands.Count - i - 1 <= MaximumOperands)
            {
                var inner = producer.Expression.ReplaceLeaves(e => e switch
                {
                    InputExpr input => Expr.Input(IndexOf(all, Compose(producer.Operands[input.Index], operand))),
                    AxisIndexExpr axis => producer.Shape[axis.Axis] == 1 ? Expr.Zero : new AxisIndexExpr(operand.Axes[axis.Axis]),
                    _ => e,
                });
                foreach (var unused in producer.Operands.Where((_, index) => !producer.Expression.Uses(index))) IndexOf(all, Compose(unused, operand));
                replaced[i] = inner;
                absorbed = true;
            }
            else
            {
                replaced[i] = Expr.Input(IndexOf(all, operand));
            }
        }

        if (!absorbed) return null;
        var result = expression.Substitute(i => replaced[i]);
        return result.Walk().Take(MaximumExpression + 1).Count() > MaximumExpression ? null : (result, all);
    }

    private static bool MayAbsorb(MapNode producer, Operand operand, int[] domain, bool isOwn, bool batched)
    {
        // What depends on parameters alone is computed once a call, not once a sample.
        if (producer.Batched != batched && producer.Operands.Count > 0) return false;
        if (producer.Expression.Walk().Any(e => e is RandomExpr)) return false;
        // Zero stays a value: put into a product it would take NaN and infinity out of it.
        if (producer.Expression is ConstantExpr constant) return !constant.Value.Equals(0.0);
        return isOwn && operand.IsSame(domain);
    }

    private static Operand Compose(Operand inner, Operand outer) => new(inner.Node, [.. inner.Axes.Select(axis => outer.Axes[axis])]);

    private static int IndexOf(List<Operand> all, Operand operand)
    {
        var index = all.FindIndex(o => ReferenceEquals(o.Node, operand.Node) && o.Axes.SequenceEqual(operand.Axes));
        if (index >= 0) return index;
        all.Add(operand);
        return all.Count - 1;
    }

    /// <summary>
    /// A map over a contraction or window nobody else reads becomes its epilogue. The loops of a contraction move references, so that a map which asks
    /// where it stands (the divisor of a mean whose window sticks out) stays by itself.
    /// </summary>
    private static TensorGraph IntoProducers(TensorGraph graph)
    {
        var uses = graph.CountUses();
        var recurrences = Recurrence.Of(graph);
        return graph.Rewrite((target, node, inputs) =>
        {
            if (node is not MapNode map || Producer(map, o => uses[o.Id] == 1 && recurrences[o.Id] == recurrences[map.Id]) is not { } p) return TensorGraph.Copy(node, inputs);
            var others = map.Operands.Select((o, i) => new Operand(inputs[i], o.Axes)).Where((_, i) => i != p).ToList();
            var expression = map.Expression.Substitute(i => Expr.Input(i == p ? 0 : i < p ? i + 1 : i));
            var epilogue = new Epilogue(expression, others);
            Node fused = inputs[p] is ContractNode contract ? contract.Then(epilogue) : ((WindowNode)inputs[p]).Then(epilogue);
            fused.Layer = node.Layer;
            return fused;
        });
    }

    private static int? Producer(MapNode map, Func<Node, bool> isOwn)
    {
        for (var i = 0; i < map.Operands.Count; i++)
        {
            var operand = map.Operands[i];
            var fusable = operand.Node is ContractNode { Epilogue: null } or WindowNode { Epilogue: null };
            if (fusable && isOwn(operand.Node) && operand.Node.Batched == map.Batched && operand.IsSame(map.Shape)
                && !map.Expression.Walk().Any(e => e is RandomExpr || (e is AxisIndexExpr && operand.Node is ContractNode)) && map.Operands.Count <= 5) return i;
        }

        return null;
    }
}
