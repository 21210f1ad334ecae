using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// Drops nodes no result depends on. Parameters stay, for both graphs of a network list them all, and so do inputs and targets: the caller hands
/// them over whether they are read or not, and together they are the distance from one sample to the next.
/// </summary>
internal static class DeadCodePass
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var live = new bool[graph.Nodes.Count];
        foreach (var result in graph.Results) live[result.Node.Id] = true;
        // The source of a delay may stand behind it: what it needs is found in the next round.
        for (var isDone = false; !isDone;)
        {
            isDone = true;
            for (var id = graph.Nodes.Count - 1; id >= 0; id--)
            {
                if (!live[id]) continue;
                foreach (var input in Recurrence.Operands(graph.Nodes[id]))
                {
                    isDone &= live[input.Id] || input.Id < id;
                    live[input.Id] = true;
                }
            }
        }

        var kept = new TensorGraph();
        var made = new Node[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            if (!live[node.Id] && node is not (ParameterNode or InputNode)) continue;
            made[node.Id] = kept.Add(TensorGraph.Copy(node, [.. node.Inputs.Select(i => made[i.Id])]));
        }

        foreach (var result in graph.Results) kept.Results.Add(result with { Node = made[result.Node.Id] });
        graph.Connect(made);
        return kept;
    }
}
