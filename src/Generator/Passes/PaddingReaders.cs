using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// Which parameters have padding lanes that may reach a result. Lanes do not mix where a parameter is the vector operand of a contraction, its bias or its
/// epilogue's operand; what stands in the padding lanes is then lost if the result is the caller's, of which only elements are stored.
/// </summary>
internal static class PaddingReaders
{
    /// <summary>The parameters, running statistics included, whose padding must be zero when the program runs.</summary>
    public static IReadOnlyList<ParameterNode> Of(LaidOutGraph graph) =>
    [
        .. graph.Graph.Nodes.OfType<ParameterNode>()
            .Where(p => graph[p].Length != p.ElementCount && graph.Graph.Nodes.Any(n => n.Inputs.Contains(p) && !IgnoresPadding(n, p, graph))),
    ];

    private static bool IgnoresPadding(Node reader, ParameterNode parameter, LaidOutGraph graph)
    {
        if (!graph[reader].IsExact) return false;
        if (reader is not ContractNode || !graph.Roles.TryGetValue(reader.Id, out var roles) || roles is null || roles.IsRows || roles.IsRowSum || roles.IsDot) return false;
        if (reader.Inputs[roles.ScalarInput] == parameter) return false;
        return reader.Inputs[roles.VectorInput] != parameter || graph[parameter].LaneAxis == roles.VectorLaneAxis;
    }
}
