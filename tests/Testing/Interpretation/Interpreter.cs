// Input: a graph and what it runs on. Output: the value of every result, in double precision.
// Invariant: each node kind is computed by the plain loops of its definition; no layout, no vector, so that a mistake of the compiler is not
// repeated here. Graphs can be run before and after the passes: what these fuse is computed one step after the other. Named axes within shapes get the
// lengths of the feed first; where they stand around tensors, their positions are the samples of the batch.
using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>The reference interpreter.</summary>
internal sealed class Interpreter
{
    private readonly TensorGraph _graph;
    private readonly Feed _feed;
    private readonly Tensor[] _values;
    private readonly int[] _recurrences;
    private readonly bool _stepsAreSamples;
    private readonly int _inputLength;
    private readonly int _targetLength;

    private Interpreter(TensorGraph graph, Feed feed)
    {
        _graph = graph = FixedLengths.Of(graph, feed.Steps);
        _feed = feed;
        _values = new Tensor[graph.Nodes.Count];
        _recurrences = Recurrence.Of(graph);
        _stepsAreSamples = graph.Nodes.Any(n => n.Around.Count > 1);
        _inputLength = Length(isTarget: false);
        _targetLength = Length(isTarget: true);
    }

    /// <summary>Computes all results.</summary>
    public static Interpretation Run(TensorGraph graph, Feed feed) => Run(graph, feed, static _ => true);

    /// <summary>Computes some of the results and what they depend on.</summary>
    public static Interpretation Run(TensorGraph graph, Feed feed, Func<Result, bool> wanted)
    {
        var interpreter = new Interpreter(graph, feed);
        var results = interpreter._graph.Results.Where(wanted).ToList();
        interpreter.Compute(results);
        return new(results.Select(r => (r.Kind, r.Name, interpreter._values[r.Node.Id])));
    }

    /// <summary>The value of every node of the graph, by its number.</summary>
    public static IReadOnlyList<Tensor> Values(TensorGraph graph, Feed feed)
    {
        var interpreter = new Interpreter(graph, feed);
        interpreter.Compute(interpreter._graph.Nodes);
        return interpreter._values;
    }

    private void Compute(List<Result> results)
    {
        var needed = new bool[_graph.Nodes.Count];
        foreach (var result in results) needed[result.Node.Id] = true;
        for (var id = needed.Length - 1; id >= 0; id--)
        {
            if (!needed[id]) continue;
            foreach (var input in Recurrence.Operands(_graph.Nodes[id]))
            {
                // What stands behind is looked at again.
                if (!needed[input.Id] && input.Id > id) id = input.Id + 1;
                needed[input.Id] = true;
            }
        }

        Compute(Recurrence.Ordered(_graph).Where(node => needed[node.Id]));
    }

    private void Compute(IEnumerable<Node> nodes)
    {
        foreach (var unit in nodes.GroupBy(node => _recurrences[node.Id] is > 0 and var recurrence ? (recurrence, 0) : (0, node.Id)))
        {
            var members = unit.ToList();
            // After k rounds over all steps the first k of them are right.
            for (var round = unit.Key.Item1 > 0 ? _feed.Steps : 1; round > 0; round--)
                foreach (var node in members) _values[node.Id] = Compute(node);
        }
    }

    /// <summary>The samples of a node: sequences, where it is of whole ones and the axis of the steps stands around the others.</summary>
    private int SamplesOf(Node node) => node is StateNode && _stepsAreSamples ? _feed.Batch / _feed.Steps : _feed.Batch;

    /// <summary>The value of the step before or behind, sequence by sequence.</summary>
    private void Delay(DelayNode node, Tensor initial, Tensor result)
    {
        int steps = _feed.Steps, size = result.Data.Length / initial.Samples / steps;
        var source = _values[node.Source.Id];
        for (var sequence = 0; sequence < initial.Samples; sequence++)
        {
            for (var step = 0; step < steps; step++)
            {
                var from = node.IsReversed ? step + 1 : step - 1;
                var at = ((sequence * steps) + step) * size;
                if (from < 0 || from == steps) Array.Copy(initial.Data, sequence * size, result.Data, at, size);
                else if (source is not null) Array.Copy(source.Data, ((sequence * steps) + from) * size, result.Data, at, size);
            }
        }
    }

    private Tensor Compute(Node node)
    {
        var result = new Tensor(node.Shape, node.Batched, SamplesOf(node));
        Tensor[] inputs = [.. node.Inputs.Select(i => _values[i.Id])];
        switch (node)
        {
            case InputNode n: Read(n, result); break;
            case ParameterNode n: Read(n, result); break;
            case MapNode n: Elementwise.Map(n, inputs, result, _feed); break;
            case ReduceNode n: Elementwise.Reduce(n, inputs, result, _feed); break;
            case ContractNode n:
                Contraction.Compute(n, inputs, result, _feed.Batch);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(n.HasBias ? 3 : 2), result, _feed);
                break;
            case WindowNode n:
                Sliding.Window(n, inputs[0], result);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(1), result, _feed);
                break;
            case WinogradInputNode n: Winograd.Input(n, inputs[0], result); break;
            case WinogradFilterNode n: Winograd.Filter(n, inputs[0], result); break;
            case WinogradOutputNode n:
                Winograd.Output(n, inputs, result);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(n.HasBias ? 2 : 1), result, _feed);
                break;
            case SpreadNode n: Sliding.Spread(n, inputs[0], result); break;
            case RouteNode n: Sliding.Route(n, inputs[0], inputs[2], result); break;
            case PairNode n: Pairs.Compute(n, inputs, result, _feed); break;
            case LabelMassNode n: result.Data[0] = inputs[0].Data.Sum(label => n.MassOf((int)label)); break;
            case ConvertNode or ReshapeNode: inputs[0].Data.CopyTo(result.Data, 0); break;
            case PermuteNode n: Movement.Permute(n, inputs[0], result); break;
            case ConcatNode n: Movement.Concat(n, inputs, result); break;
            case LookupNode n: Movement.Lookup(n, inputs[0], inputs[1], result); break;
            case LookupGradientNode n: Movement.LookupGradient(n, inputs[0], inputs[1], result); break;
            case GatherNode n: Movement.Gather(n, inputs[0], result); break;
            case ScatterNode n: Movement.Scatter(n, inputs[0], result); break;
            case InterleaveNode n: Movement.Interleave(n, inputs[0], result); break;
            case SelectNode n: Movement.Select(n, inputs[0], result); break;
            case StackNode n: Movement.Stack(n, inputs, result); break;
            case StateNode: break;
            case DelayNode n: Delay(n, inputs[0], result); break;
            case ResampleNode n: Movement.Resample(n, inputs[0], result, magnitude: false); break;
            default: throw new NotSupportedException($"The interpreter does not know {node.GetType().Name}: {node}");
        }

        _feed.Rounding?.Disturb(node, inputs, result, _feed);
        return result;
    }

    private void Read(InputNode node, Tensor result)
    {
        var (source, stride) = node.IsTarget ? (_feed.Targets, _targetLength) : (_feed.Inputs, _inputLength);
        if (source.Length != _feed.Batch * stride)
            throw new ArgumentException($"{node.Describe()}: {_feed.Batch} samples of {stride} values are expected, not {source.Length} values.");
        for (var sample = 0; sample < _feed.Batch; sample++)
            Array.Copy(source, (sample * stride) + node.Offset, result.Data, sample * result.ElementCount, result.ElementCount);
    }

    private void Read(ParameterNode node, Tensor result)
    {
        if (!_feed.State.TryGetValue(node.Name, out var values) || values.Length != result.ElementCount)
            throw new ArgumentException($"{node.Describe()} needs {result.ElementCount} values, not {values?.Length.ToString() ?? "none"}.");
        values.CopyTo(result.Data, 0);
    }

    private int Length(bool isTarget) => (int)_graph.Nodes.OfType<InputNode>().Where(n => n.IsTarget == isTarget).Sum(n => n.ElementCount);
}
