// Input: a graph. Output: the same graph with a layout for every node, and with ConvertNodes where a reader needs another one.
// Invariant: a blocked layout's padding lanes and halos hold zeros; parameters have one layout in all graphs of a network.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Chooses layouts.</summary>
internal sealed partial class LayoutPass
{
    /// <summary>Up to this many channels an image of the caller's stays row-major: its pixels are broadcast anyway.</summary>
    private const int PlanarChannels = 4;

    private readonly TensorGraph _source;
    private readonly TensorGraph _target = new();
    private readonly List<Layout> _layouts = [];
    private readonly Dictionary<int, ContractRoles?> _roles = [];
    private readonly Dictionary<int, int> _lanes = [];
    private readonly Dictionary<int, ContractRoles?> _chosen = [];
    private readonly Dictionary<string, Layout> _parameters;
    private readonly Dictionary<(int, Layout), Node> _converted = [];
    private readonly Dictionary<int, (int[] Low, int[] High)> _halos = [];
    private readonly Dictionary<int, Result> _singleResult = [];

    // Element-wise nodes that nobody reads but a stack: they write to their place in it.
    private readonly Dictionary<int, (StackNode Stack, int Index)> _stacked = [];

    // Matrices whose rows are read or written one by one: the gates of a cell.
    private readonly HashSet<int> _gates = [];

    private readonly bool _halvesWeights;
    private readonly Node? _output;

    private LayoutPass(TensorGraph source, Dictionary<string, Layout> parameters, bool halvesWeights, Node? output)
    {
        _halvesWeights = halvesWeights;
        _output = output;
        _source = source;
        _parameters = parameters;
    }

    /// <summary>
    /// Lays out a graph; <paramref name="parameters"/> holds the parameters' layouts chosen so far and is completed. With <paramref name="halvesWeights"/>
    /// large dense layers read their weights as bfloat16. <paramref name="output"/> is laid out like a result for the caller, though it is none.
    /// </summary>
    public static LaidOutGraph Run(TensorGraph source, Dictionary<string, Layout> parameters, bool halvesWeights = false, Node? output = null) =>
        new LayoutPass(source, parameters, halvesWeights, output).Run();

    private LaidOutGraph Run()
    {
        FindHalos();
        var uses = _source.CountUses();
        foreach (var stack in _source.Nodes.OfType<StackNode>())
            for (var i = 0; i < stack.Inputs.Count; i++)
                if (stack.Inputs[i] is MapNode && uses[stack.Inputs[i].Id] == 1 && stack.Inputs[i].Batched) _stacked[stack.Inputs[i].Id] = (stack, i);
        FindGates();
        foreach (var result in _source.Results)
            if (uses[result.Node.Id] == 1) _singleResult[result.Node.Id] = result;
        var made = new Node[_source.Nodes.Count];
        foreach (var node in _source.Nodes)
            made[node.Id] = Place(node, [.. node.Inputs.Select(i => made[i.Id])]);
        foreach (var delay in _source.Nodes.OfType<DelayNode>())
            ((DelayNode)made[delay.Id]).Source = Convert(made[delay.Source.Id], LayoutOf(made[delay.Id]));
        foreach (var result in _source.Results) _target.Results.Add(result with { Node = PlaceResult(result, made[result.Node.Id]) });
        // Parameters nobody has read (a frozen or dead one) still need a place in the block.
        foreach (var parameter in _target.Nodes.OfType<ParameterNode>()) _ = LayoutOf(parameter);
        return new LaidOutGraph(_target, [.. _layouts], _roles, _lanes).Ordered();
    }

    /// <summary>What is added to gates before they are parted stands as they do.</summary>
    private void FindGates()
    {
        foreach (var node in _source.Nodes.Reverse())
        {
            if (node is StackNode { Axis: 0, Rank: 2 }) _gates.Add(node.Id);
            if (node is SelectNode { Axis: 0, X: { Rank: 2, Batched: true } }) _gates.Add(node.Inputs[0].Id);
            if (!_gates.Contains(node.Id)) continue;
            foreach (var operand in node switch { MapNode map => map.Operands, ContractNode { Epilogue: { } then } => then.Operands, _ => [] })
                if (operand.Node.Batched && operand.IsSame(node.Shape)) _gates.Add(operand.Node.Id);
        }
    }

    /// <summary>How far contractions read beyond the edges of their operands; the loops of a weight stay inside of it.</summary>
    private void FindHalos()
    {
        foreach (var node in _source.Nodes.OfType<WinogradInputNode>())
        {
            // A tile reads one pixel around its outputs, those that stick out of the image included.
            for (var axis = 1; axis <= 2; axis++)
                Halo(node.X, axis, 1, (node.Form.Tiles(node.X.Shape[axis]) * node.Form.Outputs) - node.X.Shape[axis] + 1);
        }

        foreach (var node in _source.Nodes.OfType<ContractNode>())
        {
            if (RolesOf(node) is not { } roles) continue;
            foreach (var form in GatherForm.Of(roles))
            {
                Halo(node.Inputs[roles.ScalarInput], form.Scalar, form.Dims);
                if (node.Inputs[roles.VectorInput] is not ParameterNode) Halo(node.Inputs[roles.VectorInput], form.Vector, form.Dims);
            }
        }
    }

    private void Halo(Node operand, IReadOnlyList<AxisIndex> index, IReadOnlyList<Dim> dims)
    {
        for (var axis = 0; axis < operand.Rank; axis++)
        {
            var (low, high) = Range(index[axis], dims);
            if (high < low) continue;
            Halo(operand, axis, -low, high - (operand.Shape[axis] - 1));
        }
    }

    private static (int Low, int High) Range(AxisIndex index, IReadOnlyList<Dim> dims)
    {
        int low = index.Offset, high = index.Offset;
        foreach (var term in index.Terms)
        {
            var reach = term.Coefficient * (dims[term.Dim].Extent - 1);
            if (dims[term.Dim].Extent == 0) return (0, -1);
            if (reach < 0) low += reach;
            else high += reach;
        }

        return (low, high);
    }

    private void Halo(Node node, int axis, int low, int high)
    {
        if (low <= 0 && high <= 0) return;
        if (!_halos.TryGetValue(node.Id, out var halo)) _halos[node.Id] = halo = (new int[node.Rank], new int[node.Rank]);
        halo.Low[axis] = Math.Max(halo.Low[axis], low);
        halo.High[axis] = Math.Max(halo.High[axis], high);
    }

    /// <summary>The lane axis a contraction's result should have: that of the parameter whose gradient it is.</summary>
    private int WantedLane(Node node)
    {
        foreach (var result in _source.Results)
            if (result.Kind == ResultKind.Gradient && ReferenceEquals(result.Node, node) && _parameters.TryGetValue(result.Name, out var layout)) return layout.LaneAxis;
        return -1;
    }

    /// <summary>
    /// The roles of a contraction, chosen once: halos and layouts are made for them, and asked again, of other operands or of more known parameters, the
    /// choice might be another.
    /// </summary>
    private ContractRoles? RolesOf(ContractNode node)
    {
        if (!_chosen.TryGetValue(node.Id, out var roles)) _chosen[node.Id] = roles = ContractRoles.Choose(node, WantedLane(node));
        return roles;
    }

    private Node Place(Node node, Node[] inputs)
    {
        switch (node)
        {
            case InputNode input:
                var sample = _source.Nodes.OfType<InputNode>().Where(i => i.IsTarget == input.IsTarget).Sum(i => (int)i.ElementCount);
                // A vector of whole panels has lanes where it stands.
                var isWhole = node.Rank == 1 && node.Shape[0] % Layout.Lanes == 0;
                return Add(node, inputs, (isWhole ? Layout.Blocked(node.Shape, 0) : Layout.Plain(node.Shape, exact: true)).WithLength(sample));
            case PairNode:
                for (var i = 0; i < inputs.Length; i++)
                    if (inputs[i].Rank > 0) inputs[i] = WithLane(inputs[i], 0);
                return Add(node, inputs, Own(node, DefaultLane(node)));
            case LabelMassNode:
                return Add(node, inputs, Layout.Plain(node.Shape, exact: false));
            case ParameterNode parameter:
                // Decided by the first reader.
                return Add(node, inputs, _parameters.TryGetValue(parameter.Name, out var known) ? known : null);
            case ContractNode contract:
                return Contract(contract, inputs);
            case MapNode map:
                return Map(map, inputs);
            case ReduceNode reduce:
                return Reduce(reduce, inputs);
            case WindowNode window:
                return Window(window, inputs);
            case SpreadNode or RouteNode:
                return Pooled(node, inputs);
            case WinogradInputNode:
                return Add(node, [ForScalar(node.Inputs[0], inputs[0], laneAxis: 0)], Layout.Blocked(node.Shape, 1, isSpread: true));
            case WinogradFilterNode:
                // [points, panels, blocks of channels, 16 channels, 16 outputs]: what one sum reads is one run of memory.
                return Add(node, [WithLane(inputs[0], 0)], Layout.Panels(node.Shape, 1, [2], [2], around: 0));
            case WinogradOutputNode output:
                if (output.HasBias) inputs[1] = WithLane(inputs[1], 0);
                if (output.Epilogue is { } then) ForDomain(then.Operands, inputs, output.HasBias ? 2 : 1, 0);
                return Add(node, inputs, ResultLayout(node, 0));
            case ReshapeNode:
                // In row-major order a reshape is the same memory.
                return Add(node, [Convert(inputs[0], Layout.Plain(inputs[0].Shape, exact: false))], Layout.Plain(node.Shape, exact: false));
            case LookupNode:
                inputs[0] = WithLane(inputs[0], 1);
                return Add(node, inputs, Own(node, 1));
            case LookupGradientNode:
                inputs[1] = WithLane(inputs[1], 1);
                return Add(node, inputs, ResultLayout(node, 1));
            case GatherNode gather:
                return AlongAxis(node, gather.Axis, inputs[0]);
            case ScatterNode scatter:
                return AlongAxis(node, scatter.Axis, inputs[0]);
            case ResampleNode resample:
                return AlongAxis(node, resample.Axis, inputs[0]);
            case InterleaveNode:
                return Add(node, [IsRowMajor(inputs[0]) ? inputs[0] : WithLane(inputs[0], node.Inputs[0].Rank - 1)], Own(node, node.Rank - 1));
            case PermuteNode permute:
                return Permute(permute, inputs[0]);
            case ConcatNode concat:
                return Concat(concat, inputs);
            case StateNode:
                return Add(node, inputs, Own(node, DefaultLane(node)));
            case DelayNode:
                // Initial value and source stand alike: a step reads one or the other.
                var layout = Own(node, DefaultLane(node));
                return Add(node, [Convert(inputs[0], layout)], layout);
            case EndNode or AtEndNode:
                var rows = Own(node, DefaultLane(node));
                return Add(node, [Convert(inputs[0], rows)], rows);
            case SelectNode select:
                return Select(select, inputs[0]);
            case StackNode stack:
                return Stack(stack, inputs);
            default:
                throw new InvalidOperationException($"No layout rule for {node}.");
        }
    }

    private Node Contract(ContractNode node, Node[] inputs)
    {
        if (IsBetweenCallersImages(node, inputs))
        {
            var plane = Add(node, inputs, Layout.Plain(node.Shape, exact: true));
            _roles[plane.Id] = null;
            return plane;
        }

        var roles = RolesOf(node);
        Layout layout;
        if (roles is null)
        {
            layout = ResultLayout(node, DefaultLane(node));
        }
        else
        {
            var s = roles.ScalarInput;
            var v = roles.VectorInput;
            if (roles.IsRowSum)
            {
                var sum = Add(node, [.. inputs.Select((input, i) => ForRows(node.Inputs[i], input))], ResultLayout(node, Math.Max(WantedLane(node), 0)));
                _roles[sum.Id] = roles.Of((ContractNode)sum);
                return sum;
            }

            inputs[s] = ForScalar(node.Inputs[s], inputs[s], roles.ScalarLaneAxis);
            // Weights of groups are walked across their blocks of lanes.
            if (roles.IsRows && LayoutOf(inputs[s]).Axes.Any(a => a.IsBlocked)) inputs[s] = Convert(inputs[s], Layout.Plain(inputs[s].Shape, exact: false));
            inputs[v] = roles.IsRows ? ForRows(node.Inputs[v], inputs[v]) : ForVector(roles, inputs[s], node.Inputs[v], inputs[v]);
            if (_halvesWeights && IsWorthHalving(node, inputs[v])) inputs[v] = Append(new BFloat16Node(inputs[v]) { Layer = node.Layer }, LayoutOf(inputs[v]).Halved());
            layout = ResultLayout(node, roles.OutLaneAxis);
        }

        if (node.HasBias) inputs[2] = WithLane(inputs[2], 0);
        var first = node.HasBias ? 3 : 2;
        if (node.Epilogue is { } epilogue) ForDomain(epilogue.Operands, inputs, first, layout.LaneAxis);
        var added = Add(node, inputs, layout);
        _roles[added.Id] = roles?.Of((ContractNode)added);
        return added;
    }

    /// <summary>The scalar operand: any layout will do if its halo is wide enough.</summary>
    private Node ForScalar(Node source, Node input, int laneAxis)
    {
        var (low, high) = HaloOf(source);
        var layout = LayoutOf(input);
        if (laneAxis >= 0 && layout.LaneAxis != laneAxis) return Convert(input, Layout.Blocked(input.Shape, laneAxis, low, high));
        if (HasHalo(layout, low, high)) return input;
        return Convert(input, laneAxis < 0 && input.Shape[0] <= PlanarChannels
            ? Layout.Plain(input.Shape, exact: false, low, high)
            : Layout.Blocked(input.Shape, Math.Max(laneAxis, 0), low, high));
    }

    private (int[] Low, int[] High) HaloOf(Node source) => _halos.TryGetValue(source.Id, out var halo) ? halo : (new int[source.Rank], new int[source.Rank]);

    private static bool HasHalo(Layout layout, int[] low, int[] high) =>
        Enumerable.Range(0, layout.Axes.Count).All(axis => layout.Reaches(axis, low[axis], high[axis]));

    private Node Window(WindowNode node, Node[] inputs)
    {
        var lane = PoolLane(node.X, inputs[0], node.Windows, WindowAxis.PoolsRows(node.Windows, node.X.Shape));
        inputs[0] = WithLane(inputs[0], lane);
        if (node.Epilogue is { } epilogue) ForDomain(epilogue.Operands, inputs, 1, lane);
        return Add(node, inputs, ResultLayout(node, lane));
    }

    private Node Pooled(Node node, Node[] inputs)
    {
        var windows = node is SpreadNode spread ? spread.Windows : ((RouteNode)node).Windows;
        var lane = PoolLane(node.Inputs[0], inputs[0], windows, WindowAxis.SpreadsRows(windows, node.Shape));
        for (var i = 0; i < inputs.Length; i++) inputs[i] = WithLane(inputs[i], lane);
        return Add(node, inputs, ResultLayout(node, lane));
    }

    /// <summary>The axis the lanes of a pooling run along; <paramref name="alongRows"/> where its kernel can pool along the lanes themselves.</summary>
    private int PoolLane(Node source, Node input, IReadOnlyList<WindowAxis> windows, bool alongRows)
    {
        var layout = LayoutOf(input);
        if (layout.LaneAxis >= 0 && windows[layout.LaneAxis].IsUntouched) return layout.LaneAxis;
        if (layout.IsRows && alongRows) return layout.LaneAxis;
        return WindowAxis.Still(windows, source) ?? throw new InvalidOperationException($"A window over {source} has no axis for the lanes.");
    }

    private Node WithLane(Node node, int lane)
    {
        if (node is ParameterNode parameter && !_parameters.ContainsKey(parameter.Name))
            _layouts[node.Id] = _parameters[parameter.Name] = Layout.Blocked(node.Shape, lane);
        var layout = LayoutOf(node);
        return layout.LaneAxis == lane && !layout.IsExact ? node : Convert(node, Lanes(node, lane));
    }

    /// <summary>Lanes along an axis: blocks of 16, or padded rows where it is the last axis of an image.</summary>
    private static Layout Lanes(Node node, int lane, int[]? low = null, int[]? high = null) =>
        node.Batched && node.Rank > 1 && lane == node.Rank - 1 ? Layout.Rows(node.Shape, low, high) : Layout.Blocked(node.Shape, lane, low, high);

    private Layout LayoutOf(Node node)
    {
        if (_layouts[node.Id] is { } layout) return layout;
        layout = node.Rank == 0 ? Layout.Plain(node.Shape, exact: false) : Layout.Blocked(node.Shape, 0);
        _parameters[((ParameterNode)node).Name] = layout;
        return _layouts[node.Id] = layout;
    }

    private Node Convert(Node node, Layout layout)
    {
        if (LayoutOf(node).Equals(layout)) return node;
        if (_converted.TryGetValue((node.Id, layout), out var known)) return known;
        var converted = Append(new ConvertNode(node) { Layer = node.Layer.Length > 0 ? node.Layer : "input" }, layout);
        return _converted[(node.Id, layout)] = converted;
    }

    /// <summary>A result's layout: the caller's span or the parameter's own layout where the node is nothing else.</summary>
    private Layout ResultLayout(Node node, int lane)
    {
        if (_stacked.TryGetValue(node.Id, out var place) && PartLayout(place.Stack, place.Index) is { } part && part.LaneAxis == lane) return part;
        if (ReferenceEquals(node, _output) && IsExactVector(node, lane)) return Layout.ExactVector(node.Shape[0]);
        if (_singleResult.TryGetValue(node.Id, out var result))
        {
            if (result.Kind == ResultKind.Output && IsExactVector(node, lane)) return Layout.ExactVector(node.Shape[0]);
            if (result.Kind == ResultKind.Gradient && _parameters.TryGetValue(result.Name, out var layout) && layout.LaneAxis == lane) return layout;
        }

        return Own(node, lane);
    }

    private static bool IsExactVector(Node node, int lane) => node.Rank == 1 && lane == 0 && node is ContractNode or MapNode;

    private Layout Own(Node node, int lane)
    {
        if (node.Rank == 0 || lane < 0) return Layout.Plain(node.Shape, exact: false);
        // Block by block, so that the vectors of all gates follow each other at one distance.
        if (lane == 1 && _gates.Contains(node.Id)) return Layout.Blocked(node.Shape, lane);
        if (node is ContractNode { B: WinogradFilterNode }) return Layout.Blocked(node.Shape, lane, isSpread: true);
        return _halos.TryGetValue(node.Id, out var halo) ? Lanes(node, lane, halo.Low, halo.High) : Lanes(node, lane);
    }

    private Node PlaceResult(Result result, Node node) => result.Kind switch
    {
        ResultKind.Output when !LayoutOf(node).IsExact || _source.Results.Count(r => r.Kind == ResultKind.Output) > 1 || node is InputNode =>
            Append(
                new ConvertNode(node) { Layer = node.Layer },
                Layout.Plain(node.Shape, exact: true).WithLength(_source.Of(ResultKind.Output).Sum(r => (int)r.Node.ElementCount))),
        ResultKind.Gradient or ResultKind.Buffer when !LayoutOf(node).Equals(_parameters[result.Name]) || !IsOwn(result) =>
            Append(new ConvertNode(node) { Layer = node.Layer }, _parameters[result.Name]),
        _ => node,
    };

    /// <summary>Whether the result's node may write to its final place itself (nobody else reads it, and it is not an alias).</summary>
    private bool IsOwn(Result result) =>
        result.Kind == ResultKind.Gradient && _singleResult.ContainsKey(result.Node.Id) && result.Node is ContractNode or ReduceNode or MapNode or LookupGradientNode;

    private static int DefaultLane(Node node) => node.Rank == 0 ? -1 : 0;

    private Node Add(Node node, Node[] inputs, Layout? layout) => Append(TensorGraph.Copy(node, inputs), layout);

    private Node Append(Node node, Layout? layout)
    {
        _target.Add(node);
        _layouts.Add(layout!);
        return node;
    }
}
