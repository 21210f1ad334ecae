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
        var writers = new Dictionary<PlaceKind, Node?[]> { [PlaceKind.Fixed] = new Node?[plan.FixedLength], [PlaceKind.PerSample] = new Node?[plan.SampleLength] };
        foreach (var node in graph.Graph.Nodes)
        {
            foreach (var input in node.Inputs)
                if (Overwritten(graph, plan, writers, input) is { } by) return $"{node} reads %{input.Id}, but {by} has overwritten it";
            if (node is ReshapeNode) continue;
            Written(graph, plan, writers, node).Fill(node);
        }

        foreach (var result in graph.Graph.Results)
            if (Overwritten(graph, plan, writers, result.Node) is { } by) return $"the result {result.Name} is overwritten by {by}";
        return null;
    }

    private static Node? Overwritten(LaidOutGraph graph, MemoryPlan plan, Dictionary<PlaceKind, Node?[]> writers, Node read)
    {
        var owner = read;
        while (owner is ReshapeNode reshape) owner = reshape.X;
        foreach (var writer in Written(graph, plan, writers, owner))
            if (!ReferenceEquals(writer, owner)) return writer ?? read;
        return null;
    }

    /// <summary>Who wrote each float of a tensor; empty where it is not in the workspace.</summary>
    private static Span<Node?> Written(LaidOutGraph graph, MemoryPlan plan, Dictionary<PlaceKind, Node?[]> writers, Node node) =>
        plan[node] is { Kind: PlaceKind.Fixed or PlaceKind.PerSample } place ? writers[place.Kind].AsSpan(place.Offset, graph[node].Length) : [];
}
