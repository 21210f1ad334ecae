namespace NetGen.Generator.Graph;

/// <summary>
/// Finds what must be computed step by step: the nodes that depend on themselves by way of a <see cref="DelayNode"/>, the strongly connected components of
/// the graph (Tarjan 1972).
/// </summary>
internal static class Recurrence
{
    /// <summary>The number of the recurrence that each node (by number) is part of, from 1 on; 0 for those that are in none.</summary>
    public static int[] Of(TensorGraph graph)
    {
        var recurrences = new int[graph.Nodes.Count];
        if (!graph.Nodes.Any(n => n is DelayNode)) return recurrences;
        var found = 0;
        foreach (var component in Components(graph))
        {
            if (component.Count == 1 && !(graph.Nodes[component[0]] is DelayNode delay && delay.Source.Id == delay.Id)) continue;
            found++;
            foreach (var id in component) recurrences[id] = found;
        }

        return recurrences;
    }

    /// <summary>The nodes in an order in which those of a recurrence follow each other, and which is else that of the graph.</summary>
    public static IReadOnlyList<Node> Ordered(TensorGraph graph)
    {
        var recurrences = Of(graph);
        if (recurrences.All(r => r == 0)) return graph.Nodes;
        // A recurrence is one thing to order, called after its first node.
        var unit = Enumerable.Range(0, graph.Nodes.Count).ToArray();
        foreach (var group in graph.Nodes.Where(n => recurrences[n.Id] > 0).GroupBy(n => recurrences[n.Id]))
            foreach (var node in group) unit[node.Id] = group.Min(n => n.Id);
        var members = graph.Nodes.GroupBy(n => unit[n.Id]).ToDictionary(g => g.Key, g => g.ToList());
        var waits = members.ToDictionary(m => m.Key, m => m.Value.SelectMany(Operands).Select(o => unit[o.Id]).Where(u => u != m.Key).Distinct().ToList());
        var missing = waits.ToDictionary(w => w.Key, w => w.Value.Count);
        var readers = new Dictionary<int, List<int>>();
        foreach (var (key, needed) in waits.Select(w => (w.Key, w.Value)))
        {
            foreach (var other in needed)
            {
                if (!readers.TryGetValue(other, out var list)) readers[other] = list = [];
                list.Add(key);
            }
        }

        var ready = new SortedSet<int>(missing.Where(m => m.Value == 0).Select(m => m.Key));
        var ordered = new List<Node>();
        while (ready.Count > 0)
        {
            var next = ready.Min;
            ready.Remove(next);
            ordered.AddRange(members[next]);
            if (!readers.TryGetValue(next, out var waiting)) continue;
            foreach (var reader in waiting)
                if (--missing[reader] == 0) ready.Add(reader);
        }

        return ordered;
    }

    /// <summary>All operands, those of the step before included.</summary>
    public static IEnumerable<Node> Operands(Node node) => node is DelayNode delay ? delay.Inputs.Append(delay.Source) : node.Inputs;

    private static List<List<int>> Components(TensorGraph graph)
    {
        int count = graph.Nodes.Count, numbered = 0;
        int[] number = new int[count], low = new int[count];
        var isOpen = new bool[count];
        var open = new Stack<int>();
        var components = new List<List<int>>();
        var operands = graph.Nodes.Select(n => Operands(n).Select(o => o.Id).ToArray()).ToArray();
        // Graphs are too deep for recursion.
        var path = new Stack<(int Node, int Next)>();
        for (var root = 0; root < count; root++)
        {
            if (number[root] == 0) path.Push((root, 0));
            while (path.Count > 0)
            {
                var (node, next) = path.Pop();
                if (next == 0)
                {
                    number[node] = low[node] = ++numbered;
                    open.Push(node);
                    isOpen[node] = true;
                }
                else if (isOpen[operands[node][next - 1]])
                {
                    low[node] = Math.Min(low[node], low[operands[node][next - 1]]);
                }

                while (next < operands[node].Length && number[operands[node][next]] != 0)
                {
                    if (isOpen[operands[node][next]]) low[node] = Math.Min(low[node], number[operands[node][next]]);
                    next++;
                }

                if (next < operands[node].Length)
                {
                    path.Push((node, next + 1));
                    path.Push((operands[node][next], 0));
                    continue;
                }

                if (low[node] != number[node]) continue;
                var component = new List<int>();
                int member;
                do
                {
                    component.Add(member = open.Pop());
                    isOpen[member] = false;
                }
                while (member != node);
                components.Add(component);
            }
        }

        return components;
    }
}
