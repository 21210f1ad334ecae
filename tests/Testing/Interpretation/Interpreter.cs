// Input: a graph and what it runs on. Output: the value of every result, in double precision.
// Invariant: each node kind is computed by the plain loops of its definition; no layout, no vector, so that a mistake of the compiler is not
// repeated here. Graphs can be run before and after the passes: what these fuse is computed one step after the other. Named axes within shapes get the
// lengths of the feed first; where they stand around tensors, their positions are the samples of the batch.
using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>The reference interpreter.</summary>
internal sealed class Interpreter
{
    private readonly TensorGraph _source;
    private readonly TensorGraph _graph;
    private readonly Feed _feed;
    private readonly Tensor[] _values;
    private readonly int[] _recurrences;
    private readonly bool _stepsAreSamples;
    private readonly int _inputLength;
    private readonly int _targetLength;

    private Interpreter(TensorGraph graph, Feed feed)
    {
        _source = graph;
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
            if (unit.Key.Item1 > 0) StepByStep([.. unit]);
            else foreach (var node in unit) _values[node.Id] = node is DelayNode delay ? Delayed(delay) : Compute(node, [.. node.Inputs.Select(i => _values[i.Id])], _feed, SamplesOf(node));
        }
    }

    /// <summary>What a recurrence computes of one step after the other, by the same nodes of sequences of one step.</summary>
    private void StepByStep(List<Node> members)
    {
        var one = FixedLengths.Of(_source, 1);
        var feed = _feed with { Batch = _stepsAreSamples ? _feed.Batch / _feed.Steps : _feed.Batch, Steps = 1 };
        foreach (var node in members) _values[node.Id] = new Tensor(node.Shape, node.Batched, SamplesOf(node));
        var isReversed = members.OfType<DelayNode>().First().IsReversed;
        for (var i = 0; i < _feed.Steps; i++)
        {
            var step = isReversed ? _feed.Steps - 1 - i : i;
            foreach (var node in members)
            {
                if (node is DelayNode delay) Delay(delay, step, _values[node.Id]);
                else Write(Compute(one.Nodes[node.Id], [.. node.Inputs.Select(input => IsOfSteps(input) ? Read(_values[input.Id], one.Nodes[input.Id], step, feed.Batch) : _values[input.Id])], feed, feed.Batch), _values[node.Id], step);
            }
        }
    }

    /// <summary>Whether there is a value for each step of each sequence.</summary>
    private bool IsOfSteps(Node node) => _source.Nodes[node.Id].Around.Count > 1 || _source.Nodes[node.Id].Extents.Axes.Any();

    /// <summary>A step of all sequences.</summary>
    private Tensor Read(Tensor steps, Node node, int step, int sequences)
    {
        var values = new Tensor(node.Shape, batched: true, sequences);
        for (var sequence = 0; sequence < sequences; sequence++)
            Array.Copy(steps.Data, ((sequence * _feed.Steps) + step) * values.ElementCount, values.Data, sequence * values.ElementCount, values.ElementCount);
        return values;
    }

    private void Write(Tensor values, Tensor steps, int step)
    {
        for (var sequence = 0; sequence < values.Samples; sequence++)
            Array.Copy(values.Data, sequence * values.ElementCount, steps.Data, ((sequence * _feed.Steps) + step) * values.ElementCount, values.ElementCount);
    }

    private Tensor Delayed(DelayNode node)
    {
        var result = new Tensor(node.Shape, node.Batched, SamplesOf(node));
        for (var step = 0; step < _feed.Steps; step++) Delay(node, step, result);
        return result;
    }

    /// <summary>The value of the step before or behind, sequence by sequence.</summary>
    private void Delay(DelayNode node, int step, Tensor result)
    {
        Tensor source = _values[node.Source.Id], initial = _values[node.Initial.Id];
        int size = initial.ElementCount, from = node.IsReversed ? step + 1 : step - 1;
        for (var sequence = 0; sequence < initial.Samples; sequence++)
        {
            var isFirst = from < 0 || from == _feed.Steps;
            Array.Copy((isFirst ? initial : source).Data, (isFirst ? sequence : (sequence * _feed.Steps) + from) * size, result.Data, ((sequence * _feed.Steps) + step) * size, size);
        }
    }

    /// <summary>The samples of a node: sequences, where it is of whole ones and the axis of the steps stands around the others.</summary>
    private int SamplesOf(Node node) => node.Around.Count == 1 && _stepsAreSamples ? _feed.Batch / _feed.Steps : _feed.Batch;

    private Tensor Compute(Node node, Tensor[] inputs, Feed feed, int samples)
    {
        var result = new Tensor(node.Shape, node.Batched, samples);
        switch (node)
        {
            case InputNode n: Read(n, result); break;
            case ParameterNode n: Read(n, result); break;
            case MapNode n: Elementwise.Map(n, inputs, result, feed); break;
            case ReduceNode n: Elementwise.Reduce(n, inputs, result, feed); break;
            case ContractNode n:
                Contraction.Compute(n, inputs, result, feed.Batch);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(n.HasBias ? 3 : 2), result, feed);
                break;
            case WindowNode n:
                Sliding.Window(n, inputs[0], result);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(1), result, feed);
                break;
            case WinogradInputNode n: Winograd.Input(n, inputs[0], result); break;
            case WinogradFilterNode n: Winograd.Filter(n, inputs[0], result); break;
            case WinogradOutputNode n:
                Winograd.Output(n, inputs, result);
                Elementwise.Finish(n.Epilogue, inputs.AsSpan(n.HasBias ? 2 : 1), result, feed);
                break;
            case SpreadNode n: Sliding.Spread(n, inputs[0], result); break;
            case RouteNode n: Sliding.Route(n, inputs[0], inputs[2], result); break;
            case PairNode n: Pairs.Compute(n, inputs, result, feed); break;
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
            case EndNode n: Ends(result, inputs[0], result, n.IsFirst); break;
            case AtEndNode n: Ends(inputs[0], result, result, n.IsFirst); break;
            case ResampleNode n: Movement.Resample(n, inputs[0], result, magnitude: false); break;
            default: throw new NotSupportedException($"The interpreter does not know {node.GetType().Name}: {node}");
        }

        feed.Rounding?.Disturb(node, inputs, result, feed);
        return result;
    }

    /// <summary>Copies between one tensor a sequence and that of its first or last step.</summary>
    private void Ends(Tensor ends, Tensor steps, Tensor result, bool isFirst)
    {
        for (var sequence = 0; sequence < ends.Samples; sequence++)
        {
            var at = ((sequence * _feed.Steps) + (isFirst ? 0 : _feed.Steps - 1)) * ends.ElementCount;
            if (ReferenceEquals(result, ends)) Array.Copy(steps.Data, at, ends.Data, sequence * ends.ElementCount, ends.ElementCount);
            else Array.Copy(ends.Data, sequence * ends.ElementCount, steps.Data, at, ends.ElementCount);
        }
    }

    private void Read(InputNode node, Tensor result)
    {
        var (source, stride) = node.IsTarget ? (_feed.Targets, _targetLength) : (_feed.Inputs, _inputLength);
        if (source.Length != result.Samples * stride)
            throw new ArgumentException($"{node.Describe()}: {result.Samples} samples of {stride} values are expected, not {source.Length} values.");
        for (var sample = 0; sample < result.Samples; sample++)
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
