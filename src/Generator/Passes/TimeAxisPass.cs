// Input: a built declaration, some of whose tensors have the time axis as their first one. Output: the same without it, where it stands around those
// tensors instead: each step is what a sample is elsewhere, so that all later passes and schedules see shapes of numbers and rows of a batch.
// Invariant: an operation that does not treat all steps alike is refused, on its layer; it never computes other numbers.
using System.Globalization;
using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;

namespace NetGen.Generator.Passes;

/// <summary>Moves the time axis from shapes to the axes around them.</summary>
internal sealed class TimeAxisPass
{
    private readonly BuiltNetwork _network;
    private readonly NamedAxis _time;
    private readonly IReadOnlyList<NamedAxis> _around;

    // Whether there is an output for each step.
    private readonly bool _yieldsSequences;

    private TimeAxisPass(BuiltNetwork network, NamedAxis time)
    {
        _network = network;
        _time = time;
        _around = [NamedAxis.Batch, time];
        _yieldsSequences = network.Outputs.Any(o => o.Node.Extents.Axes.Any());
    }

    /// <summary>The network whose steps are samples; the network itself where it has no time axis; null when <paramref name="problems"/> has grown.</summary>
    /// <param name="network">The network.</param>
    /// <param name="spec">Its declaration.</param>
    /// <param name="problems">Receives what is wrong.</param>
    public static BuiltNetwork? Run(BuiltNetwork network, NetworkSpec spec, List<Problem> problems) =>
        network.Graph.Nodes.SelectMany(n => n.Extents.Axes).FirstOrDefault() is { } time ? new TimeAxisPass(network, time).Run(spec, problems) : network;

    private BuiltNetwork? Run(NetworkSpec spec, List<Problem> problems)
    {
        var nodes = _network.Graph.Nodes;
        foreach (var node in nodes)
        {
            if (ReasonAgainst(node) is not { } reason) continue;
            var layer = _network.Layers.FirstOrDefault(l => l.Name == node.Layer);
            var (kind, position) = layer is null ? LossOf(spec, node.Layer) : (layer.Kind, layer.Position);
            problems.Add(new("NG0112", position, $"{kind} {reason}"));
            return null;
        }

        // A rewrite keeps the numbers of all nodes.
        var graph = _network.Graph.Rewrite((_, node, inputs) => Step(node, inputs));
        graph.Verify("time");
        Node made(Node node) => graph.Nodes[node.Id];
        return _network with
        {
            Graph = graph,
            Layers = [.. _network.Layers.Select(l => l with { Node = made(l.Node) })],
            Outputs = [.. _network.Outputs.Select(o => (o.Name, made(o.Node)))],
            Seeds = [.. _network.Seeds.Select(s => (made(s.Node), made(s.Gradient)))],
            Loss = _network.Loss is { } loss ? made(loss) : null,
            Time = _time,
            YieldsSequences = _yieldsSequences,
        };
    }

    /// <summary>The loss of this name: its kind and its number among those of that kind.</summary>
    private static (string Kind, int Position) LossOf(NetworkSpec spec, string name)
    {
        var kind = name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9');
        var number = int.TryParse(name.Substring(kind.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 1;
        var loss = spec.Elements.Where(e => e.Role == ElementRole.Loss && e.Kind.Equals(kind, StringComparison.OrdinalIgnoreCase)).Skip(number - 1).FirstOrDefault();
        return loss is null ? ("The network", -1) : (loss.Kind, loss.Position);
    }

    private string Unknown(string reason) => $"{reason}, but the number of steps is known only when the network runs; {GraphBuilder.Remedy(_network.Graph)}";

    private bool HasTime(Extents shape) => shape.Count > 0 && shape[0].Axis == _time;

    /// <summary>What judges whole sequences in a network whose targets and counts are those of steps.</summary>
    private string? JudgesSequences(Node node) => (node.Batched || node.Inputs.Any(i => i.Batched)) && node.Layer.Length > 0 && !_network.Layers.Any(l => l.Name == node.Layer)
        ? "judges values of whole sequences, but the outputs of the network are those of steps; make the output one of the sequence, as LastOnly does, or judge values of steps"
        : null;

    /// <summary>What a node does with the time axis other than to treat all of its positions alike; null where it is no more than that.</summary>
    private string? ReasonAgainst(Node node)
    {
        // Where outputs are those of sequences, so are targets, and the samples that are counted are sequences.
        if (!node.Extents.Axes.Any() && !node.Inputs.Any(i => i.Extents.Axes.Any())) return !_yieldsSequences ? null : JudgesSequences(node) ?? Counts(node);
        if (node.Extents.Skip(1).Concat(node.Inputs.SelectMany(i => i.Extents.Skip(1))).Any(e => e.Axis is not null)) return Unknown("puts the steps along another axis than the first");
        return node switch
        {
            InputNode { IsTarget: true } when !_yieldsSequences => "judges steps, but the outputs of the network are those of whole sequences; judge the output, or leave out what makes one of all steps, as LastOnly does",
            InputNode or LabelMassNode or DelayNode or EndNode or AtEndNode => null,
            MapNode map => OfDomain(map.Extents, map.Operands, map.Expression),
            ReduceNode reduce when reduce.OverBatch != reduce.Axes.Contains(0) => reduce.OverBatch ? Unknown("adds up the samples of each step") : Unknown("folds the steps of each sequence"),
            ReduceNode reduce => OfDomain(reduce.DomainExtents, reduce.Operands, reduce.Expression),
            ContractNode contract => OfContraction(contract),
            ReshapeNode reshape when HasTime(reshape.X.Extents) && HasTime(reshape.Extents) => null,
            PermuteNode permute when permute.Order[0] == 0 => null,
            ConcatNode concat when concat.Axis > 0 && concat.Inputs.All(i => HasTime(i.Extents)) => null,
            SelectNode select when select.Axis > 0 => null,
            StackNode stack when stack.Axis > 0 && stack.Inputs.All(i => HasTime(i.Extents)) => null,
            GatherNode gather when gather.Axis > 0 => null,
            ResampleNode resample when resample.Axis > 0 => null,
            ScatterNode scatter when scatter.Axis > 0 => null,
            _ => Unknown("looks at several steps at once"),
        };
    }

    private string? OfDomain(Extents domain, IReadOnlyList<Operand> operands, Expr expression)
    {
        if (!HasTime(domain)) return Unknown("takes steps for something else");
        foreach (var operand in operands)
        {
            var axis = Array.IndexOf(operand.Axes, 0);
            if (axis < 0 && operand.Node.Batched) return Unknown("takes a value of the whole sequence at each step");
            if (axis > 0 || (axis == 0 && !HasTime(operand.Node.Extents))) return Unknown("takes the same value at each step from an axis of one element");
        }

        return expression.Walk().Any(e => e is AxisIndexExpr { Axis: 0 }) ? Unknown("computes with the number of the step") : CountsIn(expression);
    }

    private string? OfContraction(ContractNode node)
    {
        if (node.Epilogue is not null) throw new InvalidOperationException($"The steps of {node} are moved before it is fused.");
        if (node.Dims.Count(d => d.Length.Axis is not null) != 1) return Unknown("combines several steps with each other");
        var dim = TimeOf(node);
        bool follows(Node operand, IReadOnlyList<AxisIndex> index) => HasTime(operand.Extents)
            ? index[0].IsPlain && index[0].Uses(dim) && !index.Skip(1).Any(i => i.Uses(dim))
            : !operand.Batched && !index.Any(i => i.Uses(dim));
        bool isEach = node.OverBatch ? !node.OutIndex.Any(i => i.Uses(dim)) : follows(node, node.OutIndex) && HasTime(node.Extents);
        return isEach && follows(node.A, node.AIndex) && follows(node.B, node.BIndex) && (!node.HasBias || node.BiasAxis > 0) ? null : Unknown("sums over the steps of each sequence");
    }

    private static int TimeOf(ContractNode node) => node.Dims.Select((d, i) => (d, i)).First(d => d.d.Length.Axis is not null).i;

    /// <summary>The number of samples, where steps are samples, is that of the steps.</summary>
    private static string? Counts(Node node) => node switch
    {
        MapNode map => CountsIn(map.Expression),
        ReduceNode reduce => CountsIn(reduce.Expression),
        _ => null,
    };

    private static string? CountsIn(Expr expression) =>
        expression.Walk().Any(e => e is BatchSizeExpr { Steps: null } or BatchSizeExpr { AtHand: true }) ? "divides by the number of sequences, but a network of sequences counts their steps; use Reduction.Mean or Reduction.Sum" : null;

    private Node Step(Node node, Node[] inputs)
    {
        var isTimed = HasTime(node.Extents) || node.Inputs.Any(i => HasTime(i.Extents));
        var removed = isTimed ? 1 : 0;
        Node step = node switch
        {
            MapNode n => new MapNode(Renumbered(n.Expression, removed), Inner(n.Extents, removed), Over(n.Operands, inputs, removed)) { DerivativeOfOutput = n.DerivativeOfOutput },
            ReduceNode n => new ReduceNode(
                n.Kind,
                Renumbered(n.Expression, removed),
                Inner(n.DomainExtents, removed),
                Over(n.Operands, inputs, removed),
                [.. n.Axes.Where(a => a >= removed).Select(a => a - removed)],
                n.OverBatch)
            { IsShift = n.IsShift },
            _ when !isTimed => TensorGraph.Copy(node, inputs),
            InputNode n => new InputNode(n.Name, Inner(n.Extents), n.IsTarget, n.Offset, _around),
            ContractNode n => Contraction(n, inputs),
            ReshapeNode n => new ReshapeNode(inputs[0], Inner(n.Extents)),
            PermuteNode n => new PermuteNode(inputs[0], [.. n.Order.Skip(1).Select(a => a - 1)]),
            ConcatNode n => new ConcatNode(n.Axis - 1, inputs),
            SelectNode n => new SelectNode(inputs[0], n.Axis - 1, n.Index),
            StackNode n => new StackNode(n.Axis - 1, inputs),
            GatherNode n => new GatherNode(inputs[0], n.Axis - 1, n.Table),
            ResampleNode n => new ResampleNode(inputs[0], n.Axis - 1, n.Table),
            ScatterNode n => new ScatterNode(inputs[0], n.Axis - 1, n.Table, n.Extents[n.Axis].Number),
            LabelMassNode n => n.With(inputs),
            EndNode n => n.With(inputs),
            AtEndNode n => new AtEndNode(inputs[0], Inner(n.Extents), _around, n.IsFirst),
            DelayNode n => new DelayNode(inputs[0], Inner(n.Extents), _around, n.IsReversed),
            _ => throw new InvalidOperationException($"No rule for the steps of {node}."),
        };
        step.Layer = node.Layer;
        return step;
    }

    private static Extents Inner(Extents shape, int removed = 1) => [.. shape.Skip(removed)];

    /// <summary>The operands over the new nodes, with <paramref name="removed"/> axes less in front.</summary>
    private static List<Operand> Over(IReadOnlyList<Operand> operands, Node[] inputs, int removed) =>
        [.. operands.Select((o, i) => new Operand(inputs[i], [.. o.Axes.Where(a => a >= removed).Select(a => a - removed)]))];

    /// <summary>The expression with the axes renumbered; the steps of all sequences are counted as samples.</summary>
    private static Expr Renumbered(Expr expression, int removed) => expression.ReplaceLeaves(e => e switch
    {
        AxisIndexExpr index => new AxisIndexExpr(index.Axis - removed),
        BatchSizeExpr { Steps: not null } count => new BatchSizeExpr(count.AtHand),
        _ => e,
    });

    private ContractNode Contraction(ContractNode node, Node[] inputs)
    {
        var dim = TimeOf(node);
        AxisIndex[] without(Node operand, IReadOnlyList<AxisIndex> index) =>
            [.. index.Skip(HasTime(operand.Extents) ? 1 : 0).Select(i => new AxisIndex(i.Offset, [.. i.Terms.Select(t => t with { Dim = t.Dim > dim ? t.Dim - 1 : t.Dim })]))];
        return new(
            [.. node.Dims.Where((_, i) => i != dim)],
            inputs[0],
            without(node.A, node.AIndex),
            inputs[1],
            without(node.B, node.BIndex),
            node.OverBatch ? node.Extents : Inner(node.Extents),
            without(node, node.OutIndex),
            node.OverBatch,
            node.HasBias ? inputs[2] : null,
            node.BiasAxis - (node.HasBias ? 1 : 0));
    }
}
