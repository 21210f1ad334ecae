using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>A graph whose tensors have places to stand.</summary>
internal sealed class LaidOutGraph(TensorGraph graph, IReadOnlyList<Layout> layouts, IReadOnlyDictionary<int, ContractRoles?> roles, IReadOnlyDictionary<int, int> lanes)
{
    public TensorGraph Graph { get; } = graph;

    public Layout this[Node node] => layouts[node.Id];

    /// <summary>The same, with the nodes of each recurrence one behind the other.</summary>
    public LaidOutGraph Ordered()
    {
        var ordered = Recurrence.Ordered(Graph);
        if (ReferenceEquals(ordered, Graph.Nodes)) return this;
        int[] before = [.. ordered.Select(n => n.Id)];
        var graph = new TensorGraph();
        foreach (var node in ordered) graph.Add(node);
        graph.Results.AddRange(Graph.Results);
        Dictionary<int, T> moved<T>(IReadOnlyDictionary<int, T> facts) => Enumerable.Range(0, before.Length).Where(id => facts.ContainsKey(before[id])).ToDictionary(id => id, id => facts[before[id]]);
        return new(graph, [.. before.Select(id => layouts[id])], moved(Roles), moved(Lanes));
    }

    /// <summary>How each contraction (by node number) is vectorised; null where it is computed element by element.</summary>
    public IReadOnlyDictionary<int, ContractRoles?> Roles { get; } = roles;

    /// <summary>The axis of its domain along which an element-wise node or a reduction (by node number) has its lanes; −1 where it computes single elements.</summary>
    public IReadOnlyDictionary<int, int> Lanes { get; } = lanes;
}
