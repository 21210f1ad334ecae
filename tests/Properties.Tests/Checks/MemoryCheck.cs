using NetGen.Generator.Graph;
using NetGen.Generator.Passes;

namespace NetGen.Properties.Checks;

/// <summary>The memory plan held against its definition: what is still to be read is not overwritten.</summary>
internal static class MemoryCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Failure(LaidOutGraph graph, IReadOnlyDictionary<string, Layout> layouts)
    {
        var offsets = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var parameter in graph.Graph.Nodes.OfType<ParameterNode>()) offsets[parameter.Name] = offsets.Count == 0 ? 0 : offsets.Count << 12;
        var plan = MemoryPlan.Of(graph, offsets);
        // The node that last wrote each float of the workspace, region by region.
        var writers = new Dictionary<(PlaceKind, int), Node>();
        foreach (var node in graph.Graph.Nodes)
        {
            foreach (var input in node.Inputs)
                if (Overwritten(graph, plan, writers, input) is { } by) return $"{node} reads %{input.Id}, but {by} has overwritten it";
            if (node is ReshapeNode) continue;
            foreach (var place in Places(graph, plan, node)) writers[place] = node;
        }

        foreach (var result in graph.Graph.Results)
            if (Overwritten(graph, plan, writers, result.Node) is { } by) return $"the result {result.Name} is overwritten by {by}";
        return null;
    }

    private static Node? Overwritten(LaidOutGraph graph, MemoryPlan plan, Dictionary<(PlaceKind, int), Node> writers, Node read)
    {
        var owner = read;
        while (owner is ReshapeNode reshape) owner = reshape.X;
        foreach (var place in Places(graph, plan, owner))
            if (!writers.TryGetValue(place, out var writer) || !ReferenceEquals(writer, owner)) return writer ?? read;
        return null;
    }

    private static IEnumerable<(PlaceKind, int)> Places(LaidOutGraph graph, MemoryPlan plan, Node node) => plan[node] is { Kind: PlaceKind.Fixed or PlaceKind.PerSample } place
        ? Enumerable.Range(place.Offset, graph[node].Length).Select(i => (place.Kind, i))
        : [];
}
