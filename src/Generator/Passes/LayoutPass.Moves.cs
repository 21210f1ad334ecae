using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <content>Moves along one axis: lanes stay where they are.</content>
internal sealed partial class LayoutPass
{
    /// <summary>How much better than rows channels must fill vectors, where both are possible: row-major tensors would have to be transposed.</summary>
    private const double TransposeCost = 1.5;

    private Node AlongAxis(Node node, int axis, Node input)
    {
        var lane = MoveLane(node, input);
        var row = node.Rank - 1;
        if (row == 0 || lane != row || !node.Batched) return Add(node, [WithLane(input, lane)], Own(node, lane));
        // Rows of a row-major tensor move as they are; where they keep their length, to the caller too.
        return Add(node, [IsRowMajor(input) ? input : WithLane(input, row)], axis != row && IsOnlyOutput(node) ? Layout.Plain(node.Shape, exact: true) : Own(node, row));
    }

    private Node Permute(PermuteNode node, Node input)
    {
        var layout = LayoutOf(input);
        if (layout.Axes.Where((a, axis) => a.IsBlocked && axis != layout.LaneAxis).Any()) input = Convert(input, Layout.Plain(input.Shape, exact: false));
        if (IsOnlyOutput(node)) return Add(node, [input], Layout.Plain(node.Shape, exact: true));
        var source = LayoutOf(input).IsExact || LayoutOf(input).LaneAxis < 0 ? node.Rank - 1 : LayoutOf(input).LaneAxis;
        return Add(node, [input], Own(node, node.Rank == 0 ? -1 : CheapestLane(node, Array.IndexOf(node.Order, source))));
    }

    /// <summary>A part of its operand, which must not have its lanes along the axis.</summary>
    private Node Select(SelectNode node, Node input)
    {
        var layout = LayoutOf(input);
        if (layout.LaneAxis < 0 || layout.LaneAxis == node.Axis || layout.IsExact || layout.Axes[node.Axis].IsBlocked)
            input = Convert(input, input.Rank == 1 ? Layout.Plain(input.Shape, exact: false) : Lanes(input, node.Axis == 0 ? input.Rank - 1 : 0));
        return Add(node, [input], LayoutOf(input).At(node.Axis, node.Index));
    }

    /// <summary>Parts that are not written where they stand in it are copied there.</summary>
    private Node Stack(StackNode node, Node[] inputs)
    {
        for (var i = 0; i < inputs.Length; i++)
        {
            var part = PartLayout(node, i);
            if (!(_stacked.TryGetValue(node.Inputs[i].Id, out var place) && ReferenceEquals(place.Stack, node) && LayoutOf(inputs[i]).Equals(part)))
                inputs[i] = Append(new ConvertNode(inputs[i]) { Layer = node.Layer }, part);
        }

        return Add(node, inputs, StackLayout(node));
    }

    private Layout StackLayout(StackNode node) => Own(node, node.Axis == 0 ? node.Rank - 1 : 0);

    private Layout PartLayout(StackNode node, int index) => StackLayout(node).At(node.Axis, index);

    private Node Concat(ConcatNode node, Node[] inputs)
    {
        var lanes = inputs.Select(i => LayoutOf(i) is { IsExact: false } layout ? layout.LaneAxis : -1).Distinct().ToList();
        var row = node.Rank - 1;
        if (lanes.Count == 1 && lanes[0] >= 0) return Add(node, inputs, Own(node, lanes[0]));
        return Add(node, inputs, Own(node, row > 0 && inputs.All(IsRowMajor) && !(node.Shape[0] >= Layout.Lanes && ReadByContractions(node)) ? CheapestLane(node, row) : DefaultLane(node)));
    }

    /// <summary>The first axis or the last, whichever makes fewer vectors, where <paramref name="contiguous"/> is the axis whose elements are neighbours in the operand.</summary>
    private static int CheapestLane(Node node, int contiguous)
    {
        var row = node.Rank - 1;
        if (row == 0 || !node.Batched) return 0;
        double cost(int lane) => (lane == contiguous ? 1 : TransposeCost) / Filled(node.Shape[lane]);
        return cost(row) <= cost(0) ? row : 0;
    }

    /// <summary>The lane axis of a move's result: that of its operand; of a row-major one the last, unless channels fill vectors much better or are wanted by what reads them.</summary>
    private int MoveLane(Node node, Node input)
    {
        var layout = LayoutOf(input);
        if (layout.LaneAxis >= 0 && !layout.IsExact) return layout.LaneAxis;
        var row = node.Rank - 1;
        if (row == 0 || !node.Batched) return 0;
        return node.Shape[0] >= Layout.Lanes && ReadByContractions(node) ? 0 : CheapestLane(node, row);
    }

    /// <summary>Whether a contraction reads the node, perhaps behind other moves.</summary>
    private bool ReadByContractions(Node node) => _source.Nodes.Skip(node.Id).Any(reader =>
        reader.Inputs.Any(i => i.Id == node.Id) && (reader is ContractNode or WinogradInputNode || (reader is GatherNode or ScatterNode or ResampleNode or ConcatNode && ReadByContractions(reader))));

    private bool IsRowMajor(Node node) => LayoutOf(node) is { } layout && (layout.LaneAxis < 0 || layout.IsRows) && !layout.Axes.Any(a => a.IsBlocked);

    private bool IsOnlyOutput(Node node) =>
        _singleResult.TryGetValue(node.Id, out var result) && result.Kind == ResultKind.Output && _source.Results.Count(r => r.Kind == ResultKind.Output) == 1;

    private static double Filled(int extent) => extent / (double)((extent + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes);
}
