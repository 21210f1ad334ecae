using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <content>Element-wise nodes and reductions: one axis of their domain is that of the lanes, for all operands and the result.</content>
internal sealed partial class LayoutPass
{
    private Node Map(MapNode node, Node[] inputs)
    {
        var lane = DomainLane(node.Shape, node.Operands, inputs);
        ForDomain(node.Operands, inputs, 0, lane);
        return AddWithLane(node, inputs, lane, lane < 0 ? Layout.Plain(node.Shape, exact: false) : ResultLayout(node, lane));
    }

    private Node Reduce(ReduceNode node, Node[] inputs)
    {
        var lane = DomainLane(node.Domain, node.Operands, inputs);
        ForDomain(node.Operands, inputs, 0, lane);
        var position = lane < 0 ? -1 : Array.IndexOf([.. node.KeptAxes], lane);
        return AddWithLane(node, inputs, lane, position < 0 ? Layout.Plain(node.Shape, exact: false) : ResultLayout(node, position));
    }

    /// <summary>A node over a domain, whose operands were laid out for lanes along one of its axes: its schedule takes that axis and no other.</summary>
    private Node AddWithLane(Node node, Node[] inputs, int lane, Layout layout)
    {
        var added = Add(node, inputs, layout);
        _lanes[added.Id] = lane;
        return added;
    }

    /// <summary>
    /// The lane axis of an element-wise domain: that of its first full operand, sooner one that fills lanes than one of a single element; −1 for
    /// scalars and row-major intermediates.
    /// </summary>
    private int DomainLane(int[] domain, IReadOnlyList<Operand> operands, Node[] inputs)
    {
        if (domain.Length == 0) return -1;
        var plain = false;
        var single = -1;
        for (var i = 0; i < operands.Count; i++)
        {
            if (!operands[i].IsSame(domain) || inputs[i] is ParameterNode or InputNode) continue;
            var layout = LayoutOf(inputs[i]);
            if (layout.LaneAxis >= 0 && domain[layout.LaneAxis] > 1) return layout.LaneAxis;
            if (layout.LaneAxis >= 0 && single < 0) single = layout.LaneAxis;
            plain |= layout.LaneAxis < 0;
        }

        if (single >= 0 && domain.All(extent => extent == 1)) return single;
        if (plain) return -1;
        // Broadcast operands have lanes too: [C] against [C, H, W].
        for (var i = 0; i < operands.Count; i++)
        {
            if (inputs[i] is InputNode or ParameterNode) continue;
            var layout = LayoutOf(inputs[i]);
            if (layout.LaneAxis >= 0 && inputs[i].Shape[layout.LaneAxis] > 1) return operands[i].Axes[layout.LaneAxis];
        }

        foreach (var (operand, i) in operands.Select((o, i) => (o, i)))
            if (inputs[i] is ParameterNode p && operand.IsSame(domain) && _parameters.TryGetValue(p.Name, out var known) && known.LaneAxis >= 0) return known.LaneAxis;
        return 0;
    }

    /// <summary>Operands of an element-wise domain: those that vary along its lane axis must have their lanes there.</summary>
    private void ForDomain(IReadOnlyList<Operand> operands, Node[] inputs, int first, int lane)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            var operand = operands[i];
            var axis = lane < 0 ? -1 : Array.IndexOf(operand.Axes, lane);
            if (axis >= 0 && operand.Node.Shape[axis] > 1) inputs[first + i] = WithLane(inputs[first + i], axis);
            else if (lane < 0 && inputs[first + i].Rank > 0 && LayoutOf(inputs[first + i]).LaneAxis >= 0)
                inputs[first + i] = Convert(inputs[first + i], Layout.Plain(inputs[first + i].Shape, exact: false));
            else if (LayoutOf(inputs[first + i]).Axes.Any(a => a.IsBlocked))
                inputs[first + i] = Convert(inputs[first + i], Layout.Plain(inputs[first + i].Shape, exact: false));
        }
    }
}
