// Input: a laid-out graph. Output: where every tensor stands. Invariant: two tensors whose lives overlap never share memory; everything is
// aligned to 16 floats. One region holds what there is once; behind it, one holds what there is for each sample, n times.
using System.Text;
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Which block a tensor stands in.</summary>
internal enum PlaceKind
{
    Input,
    Target,
    Output,
    Parameter,
    Buffer,
    Gradient,

    /// <summary>The workspace, once: offset.</summary>
    Fixed,

    /// <summary>The workspace, a sample each: fixed length + offset · n.</summary>
    PerSample,
}

/// <summary>Where a tensor stands; offsets in floats.</summary>
internal sealed record Place(PlaceKind Kind, int Offset);

/// <summary>The static memory plan of one program.</summary>
internal sealed class MemoryPlan
{
    /// <summary>Twins of the runtime's table of steps: floats of its counts, and of each row's entries.</summary>
    private const int StepCountsLength = 16, StepEntriesLength = 8;

    /// <summary>Floats of a fingerprint of weights, as the runtime library takes it, and of the seal behind it.</summary>
    private const int FingerprintLength = 64, SealLength = 16;

    private readonly Dictionary<int, Place> _places = [];

    private readonly Dictionary<int, StackNode> _stacks = [];
    private int[] _recurrences = [];
    private bool _carries;

    private MemoryPlan(LaidOutGraph graph) => Graph = graph;

    public LaidOutGraph Graph { get; }

    /// <summary>Floats of the region that exists once.</summary>
    public int FixedLength { get; private set; }

    /// <summary>Floats a sample.</summary>
    public int SampleLength { get; private set; }

    /// <summary>Where the numbers of steps stand in the region that exists once; −1 where no node asks for them.</summary>
    public int StepCounts { get; private set; } = -1;

    /// <summary>Where the steps stand in the memory of each row.</summary>
    public int StepEntries { get; private set; }

    /// <summary>The recurrence a node is part of; 0 for none.</summary>
    public int RecurrenceOf(Node node) => _recurrences[node.Id];

    public Place this[Node node] => _places[node.Id];

    /// <summary>The tensors of the workspace with the floats each takes, rounded up; some share memory.</summary>
    public IReadOnlyList<(Node Node, int Length)> Scratch { get; private set; } = [];

    /// <summary>Plans a program.</summary>
    /// <param name="graph">The program.</param>
    /// <param name="parameters">Where each parameter stands in its block.</param>
    /// <param name="carries">Whether the caller reads behind it what the next step needs.</param>
    public static MemoryPlan Of(LaidOutGraph graph, IReadOnlyDictionary<string, int> parameters, bool carries = false)
    {
        var plan = new MemoryPlan(graph) { _carries = carries };
        plan.PlaceOutside(parameters);
        plan.PlaceWorkspace();
        return plan;
    }

    private void PlaceOutside(IReadOnlyDictionary<string, int> parameters)
    {
        foreach (var node in Graph.Graph.Nodes)
        {
            if (node is InputNode input) _places[node.Id] = new(input.IsTarget ? PlaceKind.Target : PlaceKind.Input, input.Offset);
            else if (node is ParameterNode p) _places[node.Id] = new(p.Trained ? PlaceKind.Parameter : PlaceKind.Buffer, parameters[p.Name]);
        }

        var output = 0;
        foreach (var result in Graph.Graph.Results)
        {
            switch (result.Kind)
            {
                case ResultKind.Output:
                    _places[result.Node.Id] = new(PlaceKind.Output, output);
                    output += (int)result.Node.ElementCount;
                    break;
                case ResultKind.Gradient:
                    _places[result.Node.Id] = new(PlaceKind.Gradient, parameters[result.Name]);
                    break;
                case ResultKind.Buffer:
                    _places[result.Node.Id] = new(PlaceKind.Buffer, parameters[result.Name]);
                    break;
            }
        }
    }

    private void PlaceWorkspace()
    {
        var nodes = Graph.Graph.Nodes;
        foreach (var stack in nodes.OfType<StackNode>())
            foreach (var part in stack.Inputs) _stacks[part.Id] = stack;
        _recurrences = Recurrence.Of(Graph.Graph);
        int[] root = [.. nodes.Select(n => Root(n).Id)], first = [.. nodes.Select(n => n.Id)], last = [.. nodes.Select(n => n.Id)];
        foreach (var node in nodes)
        {
            // All steps of a recurrence are computed between its first node and its last.
            var (begin, end) = _recurrences[node.Id] is > 0 and var recurrence ? Span(recurrence) : (node.Id, node.Id);
            first[root[node.Id]] = Math.Min(first[root[node.Id]], begin);
            last[root[node.Id]] = Math.Max(last[root[node.Id]], end);
            foreach (var input in Recurrence.Operands(node)) last[root[input.Id]] = Math.Max(last[root[input.Id]], end);
        }

        foreach (var result in Graph.Graph.Results) last[root[result.Node.Id]] = nodes.Count;
        foreach (var node in nodes.Where(n => n is LabelMassNode || IsKept(n))) (first[node.Id], last[node.Id]) = (0, nodes.Count);
        // What a stream carries is read, and written to where it begins, when all is computed.
        if (_carries)
            foreach (var delay in nodes.OfType<DelayNode>()) last[root[delay.Source.Id]] = last[delay.Initial.Id] = nodes.Count;
        // The caller writes it before all else.
        foreach (var node in nodes.OfType<StateNode>()) first[node.Id] = 0;
        var tensors = nodes.Where(n => !_places.ContainsKey(n.Id) && root[n.Id] == n.Id).ToList();
        Scratch = [.. tensors.Select(n => (n, SizeOf(n)))];
        FixedLength = Pack([.. tensors.Where(n => !n.Batched)], first, last, PlaceKind.Fixed);
        SampleLength = Pack([.. tensors.Where(n => n.Batched)], first, last, PlaceKind.PerSample);
        if (nodes.Any(n => n is DelayNode or EndNode or AtEndNode))
        {
            (StepCounts, FixedLength) = (FixedLength, checked(FixedLength + StepCountsLength));
            (StepEntries, SampleLength) = (SampleLength, checked(SampleLength + StepEntriesLength));
        }

        foreach (var node in nodes)
            if (!_places.ContainsKey(node.Id)) _places[node.Id] = _places[root[node.Id]];
    }

    /// <summary>The node whose memory a node is part of: a reshape is its operand's, a part of a stack the stack's, and the step before is in what is delayed.</summary>
    private Node Root(Node node) => node switch
    {
        ReshapeNode reshape => Root(reshape.X),
        SelectNode select => Root(select.X),
        DelayNode delay when _recurrences[delay.Id] > 0 => Root(delay.Source),
        _ => _stacks.TryGetValue(node.Id, out var stack) ? stack : node,
    };

    private (int First, int Last) Span(int recurrence) => (Array.IndexOf(_recurrences, recurrence), Array.LastIndexOf(_recurrences, recurrence));

    /// <summary>Largest first, each at the lowest offset where nothing alive at the same time stands.</summary>
    private int Pack(List<Node> tensors, int[] first, int[] last, PlaceKind kind)
    {
        var placed = new List<(int Start, int End, int First, int Last)>();
        var length = 0;
        foreach (var node in tensors.OrderByDescending(t => Graph[t].Length).ThenBy(t => t.Id))
        {
            var size = SizeOf(node);
            var offset = 0;
            foreach (var other in placed.Where(p => p.First <= last[node.Id] && first[node.Id] <= p.Last).OrderBy(p => p.Start))
            {
                if (other.Start >= offset + size) break;
                offset = Math.Max(offset, other.End);
            }

            placed.Add((offset, checked(offset + size), first[node.Id], last[node.Id]));
            _places[node.Id] = new(kind, offset);
            length = Math.Max(length, offset + size);
        }

        return length;
    }

    /// <summary>Whether a tensor stays in the workspace from one call to the next: derived from weights alone, at a cost worth saving.</summary>
    public static bool IsKept(Node node) => node is WinogradFilterNode or BFloat16Node;

    /// <summary>Where the fingerprint of the weights stands that a kept tensor was derived from: behind it.</summary>
    public int FingerprintOf(Node node) => this[node].Offset + SizeOf(node) - FingerprintLength - SealLength;

    /// <summary>Where it is noted that no weights can have changed; −1 where nothing is kept.</summary>
    public int SealOffset => Graph.Graph.Nodes.FirstOrDefault(IsKept) is { } kept ? FingerprintOf(kept) + FingerprintLength : -1;

    private int SizeOf(Node node) =>
        ((Graph[node].Length + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes) + (IsKept(node) ? FingerprintLength + SealLength : 0);

    /// <summary>The plan, a tensor a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var node in Graph.Graph.Nodes)
        {
            var place = this[node];
            text.Append($"%{node.Id}: {place.Kind} {place.Offset} length {Graph[node].Length} {Graph[node]}\n");
        }

        return text.Append($"fixed {FixedLength}, per sample {SampleLength}\n").ToString();
    }
}
