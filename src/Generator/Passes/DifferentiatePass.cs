// Input: a graph with a loss and the seeds of its gradient. Output: the same graph, with the gradient of every trained parameter as results.
// Invariant: one rule an op kind, one reverse walk; nodes on which no trained parameter depends get no gradient.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Reverse-mode differentiation.</summary>
internal sealed class DifferentiatePass
{
    private readonly TensorGraph _graph;
    private readonly bool[] _needed;
    private readonly Dictionary<int, List<Node>> _contributions = [];

    // The gradient of a delay whose source stands behind it flows to the source before it is known.
    private readonly Dictionary<int, DelayNode> _promised = [];
    private readonly ILookup<int, DelayNode> _readLater;
    private readonly Dictionary<int, List<(SelectNode Select, Node Gradient)>> _selected = [];

    private DifferentiatePass(TensorGraph graph)
    {
        _graph = graph;
        _needed = new bool[graph.Nodes.Count];
        _readLater = graph.Nodes.OfType<DelayNode>().Where(delay => delay.Id < delay.Source.Id).ToLookup(delay => delay.Source.Id);
        // What a delay reads one step later may stand behind it: it is known in the next round.
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            foreach (var node in graph.Nodes)
            {
                if (_needed[node.Id] || !(node is ParameterNode { Trained: true } || Recurrence.Operands(node).Any(i => _needed[i.Id]))) continue;
                _needed[node.Id] = true;
                isDone &= _readLater[node.Id].All(delay => _needed[delay.Id]);
            }
        }
    }

    /// <summary>Appends the backward pass.</summary>
    /// <param name="graph">The graph to extend.</param>
    /// <param name="seeds">Nodes whose gradient is known: the loss (1), or the loss's input where a better form was given.</param>
    public static void Run(TensorGraph graph, IEnumerable<(Node Node, Node Gradient)> seeds)
    {
        var pass = new DifferentiatePass(graph);
        var seeded = seeds.ToList();
        foreach (var (node, gradient) in seeded) pass.Contribute(node, gradient);
        // Behind the last seed, too, there may be what a delay hands to the next step.
        for (var id = pass._needed.Length - 1; id >= 0; id--) pass.Visit(graph.Nodes[id]);
        pass.Keep();
    }

    /// <summary>A promised gradient that nothing flows into is zero.</summary>
    private void Keep()
    {
        foreach (var promised in _promised.Values.Where(p => !p.HasSource))
            promised.Source = _graph.Add(new MapNode(Expr.Zero, promised.Extents, [Operand.Same(promised)]) { Layer = promised.Layer });
    }

    private void Visit(Node node)
    {
        if (!_needed[node.Id]) return;
        Promise(node);
        Stack(node);
        if (!_contributions.TryGetValue(node.Id, out var parts)) return;
        _graph.CurrentLayer = node.Layer;
        var dy = Sum(parts);
        switch (node)
        {
            case ParameterNode parameter:
                _graph.Results.Add(new(ResultKind.Gradient, parameter.Name, dy));
                break;
            case MapNode map:
                foreach (var (operand, i) in Enumerated(map.Operands)) Map(map, operand, i, dy);
                break;
            case ReduceNode reduce:
                foreach (var (operand, i) in Enumerated(reduce.Operands)) Reduce(reduce, operand, i, dy);
                break;
            case ContractNode contract:
                Contract(contract, dy);
                break;
            case WindowNode { Kind: ReduceKind.Sum } window:
                Contribute(window.X, _graph.Add(new SpreadNode(dy, window.X.Extents, window.Windows)));
                break;
            case WindowNode window:
                Contribute(window.X, _graph.Add(new RouteNode(window.X, window, dy, window.Windows)));
                break;
            case ReshapeNode reshape:
                Contribute(reshape.X, _graph.Add(new ReshapeNode(dy, reshape.X.Extents)));
                break;
            case PermuteNode permute:
                Contribute(permute.X, _graph.Add(new PermuteNode(dy, [.. permute.Order.Select((_, axis) => Array.IndexOf(permute.Order, axis))])));
                break;
            case ConcatNode concat:
                var start = 0;
                foreach (var part in concat.Inputs)
                {
                    var extent = part.Extents[concat.Axis].Number;
                    if (_needed[part.Id]) Contribute(part, _graph.Add(new GatherNode(dy, concat.Axis, [.. Enumerable.Range(start, extent)])));
                    start += extent;
                }

                break;
            case PairNode pair:
                foreach (var (operand, gradient) in PairGradient.Of(_graph, pair, dy, n => _needed[n.Id])) Contribute(operand, gradient);
                break;
            case LookupNode lookup:
                if (_needed[lookup.Table.Id]) Contribute(lookup.Table, _graph.Add(new LookupGradientNode(lookup.Index, dy, lookup.Table.Shape[0], lookup.Untrained)));
                // Between numbers of rows a lookup is flat.
                if (_needed[lookup.Index.Id]) Contribute(lookup.Index, _graph.Add(new MapNode(Expr.Zero, lookup.Index.Extents, [Operand.Same(lookup.Index)])));
                break;
            case GatherNode gather:
                Contribute(gather.X, _graph.Add(new ScatterNode(dy, gather.Axis, gather.Table, gather.X.Extents[gather.Axis].Number)));
                break;
            case DelayNode delay:
                Delay(delay, dy);
                break;
            case EndNode end:
                Contribute(end.X, _graph.Add(new AtEndNode(dy, end.X.Extents, end.X.Around, end.IsFirst)));
                break;
            case AtEndNode at:
                Contribute(at.Dy, _graph.Add(new EndNode(dy, at.Dy.Extents, at.IsFirst)));
                break;
            case SelectNode select:
                // What the positions of an axis get is put together when all have it.
                if (!_selected.TryGetValue(select.X.Id, out var positions)) _selected[select.X.Id] = positions = [];
                positions.Add((select, dy));
                break;
            case StackNode stack:
                for (var i = 0; i < stack.Inputs.Count; i++)
                    if (_needed[stack.Inputs[i].Id]) Contribute(stack.Inputs[i], _graph.Add(new SelectNode(dy, stack.Axis, i)));
                break;
            case ResampleNode resample:
                Contribute(resample.X, _graph.Add(new ResampleNode(dy, resample.Axis, resample.Table.Transposed(resample.X.Extents[resample.Axis].Number))));
                break;
            default:
                throw new InvalidOperationException($"No gradient rule for {node}.");
        }
    }

    /// <summary>Delays that stand before their source get its share of their gradient now, which they say later.</summary>
    private void Promise(Node source)
    {
        foreach (var delay in _readLater[source.Id])
        {
            _graph.CurrentLayer = delay.Layer;
            var promised = _promised[delay.Id] = Transposed(delay);
            Contribute(source, promised);
        }
    }

    /// <summary>The gradients of the positions of an axis, one beside the other; zero where nobody reads.</summary>
    private void Stack(Node node)
    {
        if (!_selected.TryGetValue(node.Id, out var positions)) return;
        _graph.CurrentLayer = node.Layer;
        foreach (var along in positions.GroupBy(p => p.Select.Axis))
        {
            var parts = along.ToLookup(p => p.Select.Index, p => p.Gradient);
            var any = along.First().Gradient;
            Contribute(node, _graph.Add(new StackNode(along.Key, [.. Enumerable.Range(0, node.Extents[along.Key].Number)
                .Select(i => parts[i].Any() ? Sum([.. parts[i]]) : _graph.Add(new MapNode(Expr.Zero, any.Extents, [Operand.Same(any)])))])));
        }
    }

    private void Delay(DelayNode delay, Node dy)
    {
        if (_promised.TryGetValue(delay.Id, out var promised))
        {
            promised.Source = dy;
        }
        else if (_needed[delay.Source.Id])
        {
            var transposed = Transposed(delay);
            transposed.Source = dy;
            Contribute(delay.Source, transposed);
        }

        if (_needed[delay.Initial.Id]) throw new InvalidOperationException($"No gradient rule for the initial value of {delay}.");
    }

    /// <summary>The gradient goes the other way; from the step behind the last one nothing comes.</summary>
    private DelayNode Transposed(DelayNode delay) => _graph.Add(new DelayNode(_graph.Add(new StateNode(delay.Initial.Extents)), delay.Extents, delay.Around, !delay.IsReversed));

    private void Map(MapNode map, Operand operand, int index, Node dy)
    {
        if (!_needed[operand.Node.Id]) return;
        Expr derivative;
        var operands = new List<Operand>(map.Operands);
        if (map.DerivativeOfOutput is { } ofOutput)
        {
            derivative = ofOutput.Substitute(_ => Expr.Input(operands.Count));
            operands.Add(Operand.Same(map));
        }
        else
        {
            // Where the derivative contains the function itself (exp, tanh, sigmoid, …), read the result instead of computing it again.
            var result = operands.Count;
            derivative = ExprDerivative.Of(map.Expression, index).Rewrite(e => e.Equals(map.Expression) ? Expr.Input(result) : e);
            operands.Add(Operand.Same(map));
        }

        operands.Add(Operand.Same(dy));
        Contribute(operand.Node, Broadcast(derivative * Expr.Input(operands.Count - 1), map.Extents, operands, operand, map.Batched));
    }

    private void Reduce(ReduceNode reduce, Operand operand, int index, Node dy)
    {
        if (!_needed[operand.Node.Id] || reduce.IsShift) return;
        var operands = new List<Operand>(reduce.Operands) { new(dy, [.. reduce.KeptAxes]) };
        var derivative = ExprDerivative.Of(reduce.Expression, index) * Expr.Input(operands.Count - 1);
        if (reduce.Kind == ReduceKind.Maximum) derivative = Share(reduce, operands) * derivative;
        Contribute(operand.Node, Broadcast(derivative, reduce.DomainExtents, operands, operand, reduce.Operands.Any(o => o.Node.Batched)));
    }

    /// <summary>What part of a maximum's gradient an element gets: elements that equal it share it, as in PyTorch's amax. Adds operands.</summary>
    private Expr Share(ReduceNode maximum, List<Operand> operands)
    {
        // A value computed anew may differ in its last bit from the maximum, and over the batch nobody sees all samples.
        if (maximum.Expression is not InputExpr || maximum.OverBatch) throw new InvalidOperationException($"No gradient rule for {maximum}: the maximum of a stored tensor within a sample has one.");
        int[] kept = [.. maximum.KeptAxes];
        var isLargest = Expr.Select(Comparison.Equal, maximum.Expression, Expr.Input(maximum.Operands.Count), 1, 0);
        var count = _graph.Add(new ReduceNode(ReduceKind.Sum, isLargest, maximum.DomainExtents, [.. maximum.Operands, new Operand(maximum, kept)], maximum.Axes, overBatch: false));
        operands.Add(new(maximum, kept));
        operands.Add(new(count, kept));
        // Nothing equals NaN: then each element's part is 0/0.
        return Expr.Select(Comparison.Equal, maximum.Expression, Expr.Input(operands.Count - 2), 1, 0) / Expr.Input(operands.Count - 1);
    }

    /// <summary>An expression over a domain, summed over the axes along which the operand was broadcast.</summary>
    private Node Broadcast(Expr expression, Extents domain, List<Operand> operands, Operand target, bool batched)
    {
        // A derivative that is the same for every sample still is one value a sample: keep an operand that says so.
        var sample = batched ? operands.First(o => o.Node.Batched) : null;
        (expression, operands) = DropUnused(expression, operands);
        if (sample is not null && !operands.Any(o => o.Node.Batched)) operands.Add(sample);
        var kept = target.Axes.Where((axis, i) => target.Node.Extents[i] == domain[axis]).ToArray();
        int[] summed = [.. Enumerable.Range(0, domain.Count).Where(axis => !kept.Contains(axis))];
        var overBatch = batched && !target.Node.Batched;
        Node result = summed.Length == 0 && !overBatch
            ? _graph.Add(new MapNode(expression, domain, operands))
            : _graph.Add(new ReduceNode(ReduceKind.Sum, expression, domain, operands, summed, overBatch));
        return result.Extents.Equals(target.Node.Extents) ? result : _graph.Add(new ReshapeNode(result, target.Node.Extents));
    }

    private void Contract(ContractNode node, Node dy)
    {
        var batched = node.Batched || node.OverBatch;
        if (_needed[node.A.Id])
        {
            Contribute(node.A, _graph.Add(new ContractNode(
                node.Dims, dy, node.OutIndex, node.B, node.BIndex, node.A.Extents, node.AIndex, batched && !node.A.Batched)));
        }

        if (_needed[node.B.Id])
        {
            Contribute(node.B, _graph.Add(new ContractNode(
                node.Dims, node.A, node.AIndex, dy, node.OutIndex, node.B.Extents, node.BIndex, batched && !node.B.Batched)));
        }

        if (node.Bias is { } bias && _needed[bias.Id])
        {
            int[] summed = [.. Enumerable.Range(0, dy.Rank).Where(axis => axis != node.BiasAxis)];
            Contribute(bias, _graph.Add(new ReduceNode(ReduceKind.Sum, Expr.Input(0), dy.Extents, [Operand.Same(dy)], summed, node.Batched)));
        }
    }

    private void Contribute(Node node, Node gradient)
    {
        if (!_contributions.TryGetValue(node.Id, out var parts)) _contributions[node.Id] = parts = [];
        parts.Add(gradient);
    }

    private Node Sum(List<Node> parts) => parts.Count == 1
        ? parts[0]
        : _graph.Add(new MapNode(
            Enumerable.Range(1, parts.Count - 1).Aggregate(Expr.Input(0), (e, i) => e + Expr.Input(i)), parts[0].Extents, [.. parts.Select(Operand.Same)]));

    private static (Expr Expression, List<Operand> Operands) DropUnused(Expr expression, List<Operand> operands)
    {
        int[] used = [.. Enumerable.Range(0, operands.Count).Where(expression.Uses)];
        return (expression.Substitute(i => Expr.Input(Array.IndexOf(used, i))), [.. used.Select(i => operands[i])]);
    }

    private static IEnumerable<(Operand Operand, int Index)> Enumerated(IReadOnlyList<Operand> operands) => operands.Select((o, i) => (o, i));
}
