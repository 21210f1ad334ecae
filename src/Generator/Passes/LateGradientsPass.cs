// Input: a graph with gradients of parameters among its results. Output: the same nodes, each such gradient behind the last reader of its parameter.
// Invariant: nothing else changes its order. An update may then overwrite a parameter as soon as its gradient is known.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Moves the gradients of parameters behind their parameters' last readers.</summary>
internal static class LateGradientsPass
{
    public static TensorGraph Run(TensorGraph graph)
    {
        var lastReader = new Dictionary<string, int>(StringComparer.Ordinal);
        var read = new bool[graph.Nodes.Count];
        foreach (var node in graph.Nodes)
        {
            foreach (var input in node.Inputs)
            {
                read[input.Id] = true;
                if (input is ParameterNode parameter) lastReader[parameter.Name] = node.Id;
            }
        }

        var at = Enumerable.Range(0, graph.Nodes.Count).ToArray();
        foreach (var result in graph.Of(ResultKind.Gradient))
            if (!read[result.Node.Id] && lastReader.TryGetValue(result.Name, out var last)) at[result.Node.Id] = Math.Max(result.Node.Id, last);
        var late = new TensorGraph();
        var made = new Node[graph.Nodes.Count];
        foreach (var node in graph.Nodes.OrderBy(n => at[n.Id]).ThenBy(n => at[n.Id] != n.Id))
            made[node.Id] = late.Add(TensorGraph.Copy(node, [.. node.Inputs.Select(i => made[i.Id])]));
        foreach (var result in graph.Results) late.Results.Add(result with { Node = made[result.Node.Id] });
        graph.Connect(made);
        return late;
    }
}
