// Input: a laid-out graph. Output: nothing, or an exception that names the node: a fault of the compiler. What is checked is what schedules rely on without
// looking: the axis of the lanes of every operand, roles that are those the layouts were made for, halos that reach as far as is read.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Checks the layouts of a graph against what its nodes need.</summary>
internal sealed class LayoutVerifier
{
    private readonly LaidOutGraph _graph;
    private Node _node = null!;

    private LayoutVerifier(LaidOutGraph graph) => _graph = graph;

    /// <summary>Throws where a node could not be computed in these layouts.</summary>
    public static void Check(LaidOutGraph graph)
    {
        var verifier = new LayoutVerifier(graph);
        foreach (var node in graph.Graph.Nodes)
        {
            verifier._node = node;
            verifier.Visit(node, graph[node]);
        }
    }

    private void Visit(Node node, Layout layout)
    {
        Demand(layout.Shape.SequenceEqual(node.Shape), $"has a layout of [{string.Join(", ", layout.Shape)}]");
        var end = layout.Offset + layout.Axes.Sum(a => (long)a.At(a.Extent - 1));
        Demand(node is BFloat16Node || (layout.Offset >= 0 && end < layout.Length), $"ends at {end} of {layout}");
        switch (node)
        {
            case MapNode map:
                Demand(LaneOf(map) is var lane && (node.Rank == 0 || layout.LaneAxis == lane), $"has lanes along {LaneOf(map)}, but is {layout}");
                Domain(map.Operands, LaneOf(map));
                break;
            case ReduceNode reduce:
                Demand(layout.LaneAxis == Array.IndexOf([.. reduce.KeptAxes], LaneOf(reduce)), $"has lanes along {LaneOf(reduce)} of its domain, but is {layout}");
                Domain(reduce.Operands, LaneOf(reduce));
                break;
            case ContractNode contract:
                Contract(contract, layout);
                break;
            case WindowNode window:
                Pool(window.Windows, layout, window.X);
                Domain(window.Epilogue?.Operands ?? [], layout.LaneAxis, mayBeBlocked: true);
                break;
            case SpreadNode spread:
                Pool(spread.Windows, layout, spread.Dy);
                break;
            case RouteNode route:
                Pool(route.Windows, layout, [.. route.Inputs]);
                break;
            case ConvertNode convert:
                Demand(convert.X.Shape.SequenceEqual(node.Shape), $"is not of the shape of {convert.X}");
                break;
            case LookupNode lookup:
                Lanes(lookup.Table, 1);
                Demand(layout.LaneAxis == 1, $"is {layout}");
                break;
            case LookupGradientNode lookup:
                Lanes(lookup.Dy, 1);
                Demand(layout.LaneAxis == 1, $"is {layout}");
                break;
            case PairNode pair:
                foreach (var input in pair.Inputs.Where(i => i.Rank > 0)) Lanes(input, 0);
                break;
            case WinogradInputNode input:
                Lanes(input.X, 0);
                for (var axis = 1; axis <= 2; axis++)
                    Reaches(input.X, axis, 1, (input.Form.Tiles(input.X.Shape[axis]) * input.Form.Outputs) - input.X.Shape[axis] + 1);
                break;
            case WinogradOutputNode output:
                Lanes(output.Products, 1);
                if (output.HasBias) Lanes(output.Inputs[1], 0);
                Domain(output.Epilogue?.Operands ?? [], 0);
                break;
        }
    }

    /// <summary>Operands that vary along the lanes have theirs there, padded; the others are walked by strides, so that no axis of theirs is blocked.</summary>
    private void Domain(IReadOnlyList<Operand> operands, int lane, bool mayBeBlocked = false)
    {
        foreach (var operand in operands)
        {
            var axis = lane < 0 ? -1 : Array.IndexOf(operand.Axes, lane);
            if (axis >= 0 && operand.Node.Shape[axis] > 1) Lanes(operand.Node, axis);
            else Demand(mayBeBlocked || !_graph[operand.Node].Axes.Any(a => a.IsBlocked), $"reads {operand.Node} in blocks, {_graph[operand.Node]}, beside lanes along {lane}");
        }
    }

    private void Contract(ContractNode node, Layout layout)
    {
        if (!_graph.Roles.TryGetValue(node.Id, out var roles)) Demand(false, "has no roles");
        if (roles is null) return;
        Demand(ReferenceEquals(roles.Node, node), $"has the roles of {roles.Node}");
        Node scalar = node.Inputs[roles.ScalarInput], vector = node.Inputs[roles.VectorInput];
        if (roles.IsRowSum)
        {
            Demand(_graph[scalar].IsRows && _graph[vector].IsRows, $"sums rows of {_graph[scalar]} and {_graph[vector]}");
        }
        else
        {
            Demand(layout.LaneAxis == roles.OutLaneAxis, $"has its lanes along {roles.OutLaneAxis}, but is {layout}");
            if (roles.ScalarLaneAxis >= 0) Lanes(scalar, roles.ScalarLaneAxis);
            Lanes(vector, roles.VectorLaneAxis);
            Demand(!roles.IsRows || (layout.IsRows && _graph[vector].IsRows), $"walks rows of {_graph[vector]} into {layout}");
        }

        foreach (var form in GatherForm.Of(roles))
        {
            Reach(scalar, form.Scalar, form.Dims);
            if (vector is not (ParameterNode or BFloat16Node or ConvertNode { X: ParameterNode })) Reach(vector, form.Vector, form.Dims);
        }

        if (node.Bias is { } bias) Lanes(bias, 0);
        Domain(node.Epilogue?.Operands ?? [], layout.LaneAxis);
    }

    private void Reach(Node operand, IReadOnlyList<AxisIndex> index, IReadOnlyList<Dim> dims)
    {
        if (dims.Any(d => d.Extent == 0)) return;
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            var reaches = index[axis].Terms.Select(t => t.Coefficient * (dims[t.Dim].Extent - 1)).ToList();
            int low = index[axis].Offset + reaches.Sum(r => Math.Min(0, r)), high = index[axis].Offset + reaches.Sum(r => Math.Max(0, r));
            Reaches(operand, axis, -low, high - (operand.Shape[axis] - 1));
        }
    }

    private void Reaches(Node operand, int axis, int low, int high) => Demand(
        _graph[operand].Reaches(axis, Math.Max(0, low), Math.Max(0, high)), $"reads {low} before and {high} behind axis {axis} of {operand} in {_graph[operand]}");

    private void Pool(IReadOnlyList<WindowAxis> windows, Layout layout, params Node[] operands)
    {
        Demand(layout.LaneAxis >= 0 && (windows[layout.LaneAxis].IsUntouched || layout.IsRows), $"pools along its lanes in {layout}");
        foreach (var operand in operands) Lanes(operand, layout.LaneAxis);
    }

    private void Lanes(Node operand, int axis) => Demand(
        _graph[operand].LaneAxis == axis && !_graph[operand].IsExact, $"needs lanes along axis {axis} of {operand}, which is {_graph[operand]}");

    private int LaneOf(Node node)
    {
        if (!_graph.Lanes.TryGetValue(node.Id, out var lane)) Demand(false, "has no lane axis");
        return lane;
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds) throw new InvalidOperationException($"After layout: {_node} {otherwise}.");
    }
}
