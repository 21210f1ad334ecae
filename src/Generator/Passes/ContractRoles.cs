using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// How a contraction is vectorised: one loop (the lane loop) runs along the lanes of the result and of one operand; the other operand does
/// not depend on it and is broadcast, or (depthwise) is a vector along it too.
/// </summary>
internal sealed class ContractRoles
{
    private ContractRoles(ContractNode node, bool swapped, int laneDim, int outLaneAxis, int vectorLaneAxis, int scalarLaneAxis)
    {
        Node = node;
        Swapped = swapped;
        LaneDim = laneDim;
        OutLaneAxis = outLaneAxis;
        VectorLaneAxis = vectorLaneAxis;
        ScalarLaneAxis = scalarLaneAxis;
    }

    public ContractNode Node { get; }

    /// <summary>Whether operand A is the vector (and B the scalar) one.</summary>
    public bool Swapped { get; }

    public int LaneDim { get; }

    public int OutLaneAxis { get; }

    /// <summary>The axis of the vector operand the lanes run along.</summary>
    public int VectorLaneAxis { get; }

    /// <summary>The axis of the other operand the lanes run along, or −1 where it is broadcast.</summary>
    public int ScalarLaneAxis { get; }

    public int ScalarInput => Swapped ? 1 : 0;

    public int VectorInput => Swapped ? 0 : 1;

    /// <summary>The best choice, or null when no loop qualifies; <paramref name="wantedOutLane"/> is the result's wanted lane axis or −1.</summary>
    public static ContractRoles? Choose(ContractNode node, int wantedOutLane)
    {
        if (GatherForm.HasManyPhases(node)) return null;
        ContractRoles? best = null;
        var bestScore = -1;
        foreach (var swapped in new[] { false, true })
        {
            var (s, sIndex) = swapped ? (node.B, node.BIndex) : (node.A, node.AIndex);
            var (v, vIndex) = swapped ? (node.A, node.AIndex) : (node.B, node.BIndex);
            for (var dim = 0; dim < node.Dims.Count; dim++)
            {
                int vLane = OnlyPlain(vIndex, dim), outLane = OnlyPlain(node.OutIndex, dim);
                if (vLane < 0 || outLane < 0) continue;
                var sLane = OnlyPlain(sIndex, dim);
                if (sLane < 0 && sIndex.Any(i => i.Uses(dim))) continue;
                var score = (v is ParameterNode ? 32 : 0) + (outLane == wantedOutLane ? 16 : 0) + (sLane < 0 ? 8 : 0)
                    + (node.Dims[dim].Extent >= 8 ? 4 : 0) + (s is ParameterNode ? 0 : 2);
                if (score <= bestScore) continue;
                bestScore = score;
                best = new(node, swapped, dim, outLane, vLane, sLane);
            }
        }

        return best;
    }

    /// <summary>The one axis whose index is the loop itself; −1 when there is none or when another axis uses the loop too.</summary>
    private static int OnlyPlain(IReadOnlyList<AxisIndex> index, int dim)
    {
        var axis = -1;
        for (var a = 0; a < index.Count; a++)
        {
            if (!index[a].Uses(dim)) continue;
            if (axis >= 0 || !index[a].IsPlain) return -1;
            axis = a;
        }

        return axis;
    }
}
