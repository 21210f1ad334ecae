using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Generator.Schedule;

/// <summary>One entry point of a network: a graph with a memory plan.</summary>
/// <param name="Name">The emitted method: <c>Forward</c>, <c>Evaluate</c>, <c>Gradient</c>.</param>
/// <param name="Plan">Its graph and memory.</param>
/// <param name="Chunk">Samples it takes at once; 0 where a step needs the whole batch (its statistics).</param>
internal sealed record NetworkProgram(string Name, MemoryPlan Plan, int Chunk)
{
    /// <summary>Fewer multiplications than this, of a forward pass or of a sample's share of a gradient, are done before another thread has taken up its part.</summary>
    private const long LeastMacsToSplit = 4_000_000, LeastMacsToSplitGradient = 150_000;

    public TensorGraph Graph => Plan.Graph.Graph;

    /// <summary>Whether it needs to know which rows are the steps of which sequence.</summary>
    public bool NeedsSteps => Plan.StepCounts >= 0;

    /// <summary>Whether there is a tensor of a node, or of its operands, for each sequence, but not for each step.</summary>
    public bool IsOfSequences(Node node) => HasSteps && (node.Batched ? node.Around.Count == 1 : NamedAxis.Around(node.Inputs).Count == 1);

    /// <summary>Whether there are tensors of steps: rows are then no samples.</summary>
    public bool HasSteps { get; } = Plan.Graph.Graph.Nodes.Any(n => n.Around.Count > 1);

    /// <summary>The states its recurrences start from.</summary>
    public IEnumerable<StateNode> States => Graph.Nodes.OfType<StateNode>();

    /// <summary>The states a stream carries, each with its next value: one for each state.</summary>
    public IReadOnlyList<(StateNode State, Node Next)> Carried =>
        [.. Graph.Nodes.OfType<DelayNode>().Where(d => d.Initial is StateNode).GroupBy(d => d.Initial.Id).Select(d => ((StateNode)d.First().Initial, d.First().Source))];

    /// <summary>The layer because of which a stream cannot be computed step by step; null where it can.</summary>
    public string? LayerAgainstSteps => Graph.Nodes.OfType<DelayNode>().FirstOrDefault(d => d.IsReversed)?.Layer;

    /// <summary>Whether several threads may share it.</summary>
    public bool IsSplit => !NeedsSteps && Graph.Nodes.OfType<ContractNode>().Sum(n => n.Macs) >= Name switch
    {
        "Forward" => LeastMacsToSplit,
        "Gradient" => LeastMacsToSplitGradient,
        _ => long.MaxValue,
    };

    /// <summary>Whether it computes gradients of the parameters.</summary>
    public bool IsGradient => Name == "Gradient";

    /// <summary>
    /// Whether the parameter a node is the gradient of may be changed as soon as the node is computed: it is the last that reads it.
    /// </summary>
    public bool MaySink(Node node)
    {
        if (!IsGradient || node is not ContractNode || Graph.Of(ResultKind.Gradient).FirstOrDefault(r => r.Node == node) is not { } result) return false;
        return !Graph.Nodes.Skip(node.Id).Any(later => later.Inputs.Any(i => Stored(i) is ParameterNode p && p.Name == result.Name));
    }

    /// <summary>The node whose memory a node stands in.</summary>
    private static Node Stored(Node node) => node switch
    {
        ReshapeNode reshape => Stored(reshape.X),
        SelectNode select => Stored(select.X),
        _ => node,
    };

    /// <summary>The nodes that are computed, in order.</summary>
    public IEnumerable<Node> Steps => Graph.Nodes.Where(n => n is not (InputNode or ParameterNode or ReshapeNode or SelectNode or StackNode or LabelMassNode or StateNode) && !IsBefore(n));

    /// <summary>Whether a node is what a recurrence reads of the step before: it stands where the step before has been written.</summary>
    public bool IsBefore(Node node) => node is DelayNode && Plan.RecurrenceOf(node) > 0;

    /// <summary>Where the loss stands in the workspace, or −1.</summary>
    public int LossOffset => Graph.Of(ResultKind.Loss).FirstOrDefault() is { } loss ? Plan[loss.Node].Offset : -1;

    /// <summary>The chunk for a program whose steps hold this many floats a sample.</summary>
    public static int ChunkOf(TensorGraph graph, int sampleLength, bool training)
    {
        // The steps of a sequence are not parted.
        if (graph.Nodes.Any(n => n is DelayNode or EndNode or AtEndNode)) return 0;
        // A chunk gives its share of every sum over the batch; only what is linear in such a sum can be done with the shares.
        var summed = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            var readsSum = node.Inputs.Any(i => summed[i.Id]);
            if (node is PairNode || (readsSum && (node.Batched || !BatchSums.Keeps(node, n => summed[n.Id])))) return 0;
            summed[node.Id] = readsSum || node is ReduceNode { OverBatch: true } or ContractNode { OverBatch: true } or LookupGradientNode;
        }

        // Activations of a chunk should stay in the second-level cache (1 MiB), but gradients of weights want some samples to sum over.
        int budget = training ? 512 * 1024 : 128 * 1024, least = training ? 8 : 1, most = training ? 128 : 56;
        return Math.Max(least, Math.Min(most, budget / Math.Max(1, sampleLength)));
    }
}
