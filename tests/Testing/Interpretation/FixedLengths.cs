using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>A graph whose named axes have numbers for extents: what a network of sequences computes of sequences of one length.</summary>
internal static class FixedLengths
{
    /// <summary>The graph at a length of its named axis; the graph itself where no shape has one. Nodes keep their numbers.</summary>
    public static TensorGraph Of(TensorGraph graph, int length)
    {
        if (!graph.Nodes.Any(node => node.Extents.Axes.Any())) return graph;
        Extents fixedOf(Extents shape) => [.. shape.Select(extent => Fixed(extent, length))];
        var made = graph.Rewrite((_, node, inputs) => node switch
        {
            // Values of a sample follow each other; of a step they are counted.
            InputNode n => new InputNode(n.Name, fixedOf(n.Extents), n.IsTarget, n.Offset * (n.Extents.Axes.Any() ? length : 1), n.Around),
            MapNode n => new MapNode(Fixed(n.Expression, length), fixedOf(n.Extents), ((MapNode)n.With(inputs)).Operands) { DerivativeOfOutput = n.DerivativeOfOutput },
            ReduceNode n => new ReduceNode(n.Kind, Fixed(n.Expression, length), fixedOf(n.DomainExtents), ((ReduceNode)n.With(inputs)).Operands, n.Axes, n.OverBatch) { IsShift = n.IsShift },
            ContractNode n => new ContractNode(
                [.. n.Dims.Select(d => d with { Length = Fixed(d.Length, length) })],
                inputs[0],
                n.AIndex,
                inputs[1],
                n.BIndex,
                fixedOf(n.Extents),
                n.OutIndex,
                n.OverBatch,
                n.HasBias ? inputs[2] : null,
                n.BiasAxis),
            ReshapeNode n => new ReshapeNode(inputs[0], fixedOf(n.Extents)),
            AtEndNode n => new AtEndNode(inputs[0], fixedOf(n.Extents), n.Around, n.IsFirst),
            DelayNode n => new DelayNode(inputs[0], fixedOf(n.Extents), n.Around, n.IsReversed),
            _ => TensorGraph.Copy(node, inputs),
        });
        made.Verify("fixed lengths");
        return made;
    }

    private static Extent Fixed(Extent extent, int length)
    {
        if (extent.Axis is not { } axis) return extent;
        return length >= 1 && length <= axis.Greatest ? length : throw new ArgumentOutOfRangeException(nameof(length), $"{axis} is {length}, but must be from 1 to {axis.Greatest}.");
    }

    /// <summary>All sequences are of one length: together they have N times as many steps.</summary>
    private static Expr Fixed(Expr expression, int length) => expression.ReplaceLeaves(e => e is BatchSizeExpr { Steps: not null } count ? new BatchSizeExpr(count.AtHand) * length : e);
}
