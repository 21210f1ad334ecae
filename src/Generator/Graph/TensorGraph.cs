using System.Text;

namespace NetGen.Generator.Graph;

/// <summary>What becomes of a result.</summary>
internal enum ResultKind
{
    /// <summary>An output of the network; <see cref="Result.Name"/> is its layer.</summary>
    Output,

    /// <summary>The loss, a scalar.</summary>
    Loss,

    /// <summary>The gradient of the parameter <see cref="Result.Name"/>.</summary>
    Gradient,

    /// <summary>The new value of the buffer <see cref="Result.Name"/>.</summary>
    Buffer,
}

/// <summary>A node that outlives the computation.</summary>
internal sealed record Result(ResultKind Kind, string Name, Node Node);

/// <summary>A list of nodes in an order in which they can be computed, and what is kept of them.</summary>
internal sealed class TensorGraph
{
    private readonly List<Node> _nodes = [];

    public IReadOnlyList<Node> Nodes => _nodes;

    public List<Result> Results { get; } = [];

    /// <summary>The layer new nodes belong to.</summary>
    public string CurrentLayer { get; set; } = "";

    public T Add<T>(T node)
        where T : Node
    {
        node.Id = _nodes.Count;
        if (node.Layer.Length == 0) node.Layer = CurrentLayer;
        _nodes.Add(node);
        return node;
    }

    public IEnumerable<Result> Of(ResultKind kind) => Results.Where(r => r.Kind == kind);

    /// <summary>How often each node is read, results included.</summary>
    public int[] CountUses()
    {
        var uses = new int[_nodes.Count];
        foreach (var node in _nodes)
            foreach (var input in Recurrence.Operands(node)) uses[input.Id]++;
        foreach (var result in Results) uses[result.Node.Id]++;
        return uses;
    }

    /// <summary>
    /// A new graph in which each node is what <paramref name="replace"/> makes of it: given the old node and its operands in the new graph, it
    /// returns a node to add, or one that is already there.
    /// </summary>
    public TensorGraph Rewrite(Func<TensorGraph, Node, Node[], Node> replace)
    {
        var graph = new TensorGraph();
        var made = new Node[_nodes.Count];
        foreach (var node in _nodes)
        {
            Node[] inputs = [.. node.Inputs.Select(i => made[i.Id])];
            var replaced = replace(graph, node, inputs);
            if (replaced.Id < 0 || replaced.Id >= graph._nodes.Count || !ReferenceEquals(graph._nodes[replaced.Id], replaced))
            {
                if (replaced.Layer.Length == 0) replaced.Layer = node.Layer;
                graph.Add(replaced);
            }

            made[node.Id] = replaced;
        }

        foreach (var result in Results) graph.Results.Add(result with { Node = made[result.Node.Id] });
        Connect(made);
        return graph;
    }

    /// <summary>Gives copies of this graph's delays their sources, once all nodes are copied; those that have one keep it.</summary>
    /// <param name="made">The copy of each node by its number; null where there is none.</param>
    public void Connect(Node?[] made)
    {
        foreach (var delay in _nodes.OfType<DelayNode>())
            if (made[delay.Id] is DelayNode { HasSource: false } copy) copy.Source = made[delay.Source.Id] ?? throw new InvalidOperationException($"The source of {delay} was dropped.");
    }

    /// <summary>The node itself over new operands: what a pass does with nodes it has no interest in.</summary>
    public static Node Copy(Node node, Node[] inputs)
    {
        var copy = node switch
        {
            InputNode n => new InputNode(n.Name, n.Extents, n.IsTarget, n.Offset, n.Around),
            ParameterNode n => new ParameterNode(n.Name, n.Shape, n.Initial, n.Trained, n.CanonicalShape) { Aliases = [.. n.Aliases] },
            _ => node.With(inputs),
        };
        copy.Layer = node.Layer;
        return copy;
    }

    /// <summary>Checks what every pass must keep; a violation is a fault of the compiler.</summary>
    public void Verify(string after)
    {
        for (var i = 0; i < _nodes.Count; i++)
        {
            var node = _nodes[i];
            if (node.Id != i) throw new InvalidOperationException($"After {after}: node {i} calls itself {node.Id}.");
            foreach (var input in node.Inputs)
                if (input.Id >= i || input.Id < 0 || !ReferenceEquals(_nodes[input.Id], input))
                    throw new InvalidOperationException($"After {after}: {node} reads %{input.Id}, which does not stand before it.");
            if (node is DelayNode delay) VerifyDelay(after, delay);
            if (node.Extents.Any(extent => extent.Greatest <= 0)) throw new InvalidOperationException($"After {after}: {node} has an empty shape.");
            VerifyAxes(after, node);
            if (node is MapNode map) VerifyOperands(after, node, map.Extents, map.Operands);
            if (node is ReduceNode reduce) VerifyOperands(after, node, reduce.DomainExtents, reduce.Operands);
        }

        foreach (var result in Results)
            if (!ReferenceEquals(_nodes[result.Node.Id], result.Node)) throw new InvalidOperationException($"After {after}: {result.Name} is not of this graph.");
    }

    private void VerifyDelay(string after, DelayNode delay)
    {
        if (!delay.HasSource || !ReferenceEquals(_nodes[delay.Source.Id], delay.Source)) throw new InvalidOperationException($"After {after}: {delay} has no source.");
        if (!delay.Source.Extents.Equals(delay.Extents) || !delay.Source.Around.SequenceEqual(delay.Around)) throw new InvalidOperationException($"After {after}: {delay} is not of the shape of {delay.Source}.");
    }

    /// <summary>Samples stand outermost, an axis has one length, and what stands around one operand stands around the others or not at all.</summary>
    private static void VerifyAxes(string after, Node node)
    {
        if (node.Batched && node.Around[0] != NamedAxis.Batch) throw new InvalidOperationException($"After {after}: {node} stands within no samples.");
        var around = NamedAxis.Around(node.Inputs);
        if (node is not (DelayNode or EndNode or AtEndNode) && node.Inputs.Append(node).Where(i => i.Batched).Select(i => i.Around.Count).Distinct().Count() > 1)
            throw new InvalidOperationException($"After {after}: {node} mixes steps and sequences.");
        foreach (var input in node.Inputs)
            if (!input.Around.SequenceEqual(around.Take(input.Around.Count))) throw new InvalidOperationException($"After {after}: {node} reads %{input.Id}, around which other axes stand.");
        var named = node.Inputs.Append(node).SelectMany(n => n.Extents.Axes.Concat(n.Around)).Distinct().ToList();
        if (named.Select(axis => axis.Name).Distinct().Count() < named.Count) throw new InvalidOperationException($"After {after}: an axis of {node} has several lengths.");
    }

    private static void VerifyOperands(string after, Node node, Extents domain, IEnumerable<Operand> operands)
    {
        foreach (var operand in operands)
        {
            var fits = operand.Axes.Length == operand.Node.Rank
                && operand.Axes.Select((axis, i) => operand.Node.Extents[i] == 1 || operand.Node.Extents[i] == domain[axis]).All(ok => ok);
            if (!fits) throw new InvalidOperationException($"After {after}: {node} cannot broadcast {operand.Node}.");
        }
    }

    /// <summary>The dump, one node a line.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var node in _nodes) text.Append(node).Append('\n');
        foreach (var result in Results) text.Append($"{result.Kind.ToString().ToLowerInvariant()} {result.Name} = %{result.Node.Id}\n");
        return text.ToString();
    }
}
