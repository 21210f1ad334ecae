using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// How a contraction is vectorised: one loop (the lane loop) runs along the lanes of the result and of one operand; the other operand does
/// not depend on it and is broadcast, or (depthwise) is a vector along it too.
/// </summary>
internal sealed class ContractRoles
{
    /// <summary>The share of a vector that lanes along a row must fill for each share that channels would: unaligned loads cost some of the gain.</summary>
    private const double RowGain = 1.15;

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

    /// <summary>Whether the lanes run along the rows of an image, read at every offset of a window: for images of few channels.</summary>
    public bool IsRows { get; private set; }

    /// <summary>Whether the lanes run along the rows of two images and are summed: the gradient of the weights between images of few channels.</summary>
    public bool IsRowSum { get; private set; }

    /// <summary>Whether the lanes run along what is summed: a dense layer of so few outputs that vectors of outputs would be empty for the most part.</summary>
    public bool IsDot { get; private set; }

    public int ScalarInput => Swapped ? 1 : 0;

    public int VectorInput => Swapped ? 0 : 1;

    /// <summary>The same roles of the same contraction over other nodes.</summary>
    public ContractRoles Of(ContractNode node) => new(node, Swapped, LaneDim, OutLaneAxis, VectorLaneAxis, ScalarLaneAxis) { IsRows = IsRows, IsRowSum = IsRowSum, IsDot = IsDot };

    /// <summary>The best choice, or null when no loop qualifies; <paramref name="wantedOutLane"/> is the result's wanted lane axis or −1.</summary>
    public static ContractRoles? Choose(ContractNode node, int wantedOutLane)
    {
        ContractRoles? best = null;
        var bestScore = -1;
        if (GatherForm.HasManyPhases(node)) return null;
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

        return RowsOf(node, best) ?? RowSumOf(node, best) ?? DotOf(node) ?? best;
    }

    /// <summary>
    /// Lanes along the sum, where a vector of outputs has few of them: weights [outputs, terms] times a vector of each sample, of one axis or of an image
    /// in blocks of channels.
    /// </summary>
    private static ContractRoles? DotOf(ContractNode node)
    {
        if (node.Rank != 1 || node.OverBatch || node.A.Rank == 0 || node.B.Rank == 0) return null;
        var swapped = node.A is ParameterNode;
        var (x, xIndex) = swapped ? (node.B, node.BIndex) : (node.A, node.AIndex);
        var (w, wIndex) = swapped ? (node.A, node.AIndex) : (node.B, node.BIndex);
        // The pixels of the caller's image stand one behind the other.
        if (w is not ParameterNode || !x.Batched || (x is InputNode && x.Rank > 1) || w.Rank != x.Rank + 1) return null;
        var output = OnlyPlain(node.OutIndex, wIndex[0].IsPlain ? wIndex[0].Terms[0].Dim : -1);
        if (output != 0 || !xIndex.Concat(wIndex).All(i => i.IsPlain) || !xIndex.Select(i => i.Terms[0].Dim).SequenceEqual(wIndex.Skip(1).Select(i => i.Terms[0].Dim))) return null;
        long terms = x.ElementCount, padded = terms / x.Shape[0] * ((x.Shape[0] + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes);
        return terms >= Layout.Lanes && IsDotFaster(node.Shape[0], terms, padded) ? new(node, swapped, xIndex[0].Terms[0].Dim, 0, 1, 0) { IsDot = true } : null;
    }

    /// <summary>
    /// Whether products of vectors of 8 and the sums over their lanes take less than two thirds of the operations with lanes along the outputs. More than
    /// eight outputs are more sums than there are registers.
    /// </summary>
    private static bool IsDotFaster(int outputs, long terms, long padded)
    {
        const int mostOutputs = 8, lanes = 8, lanesSum = 6;
        return outputs <= mostOutputs && 1.5 * outputs * ((padded / lanes) + lanesSum) < Layout.Lanes / lanes * terms;
    }

    /// <summary>Lanes along the rows of both images, where the channels of the result fill vectors worse.</summary>
    private static ContractRoles? RowSumOf(ContractNode node, ContractRoles? best)
    {
        if (!node.OverBatch || node.HasBias || node.Epilogue is not null || !node.A.Batched || !node.B.Batched || node.A.Rank < 2 || node.B.Rank < 2) return null;
        var channels = best is null ? 1 : node.Dims[best.LaneDim].Extent;
        if (channels >= Layout.Lanes) return null;
        foreach (var swapped in new[] { false, true })
        {
            var (still, shifted) = swapped ? (node.BIndex, node.AIndex) : (node.AIndex, node.BIndex);
            if (!still[still.Count - 1].IsPlain) continue;
            var lane = still[still.Count - 1].Terms[0].Dim;
            var last = shifted.Count - 1;
            var isSummed = !node.OutIndex.Any(i => i.Uses(lane)) && !still.Take(still.Count - 1).Any(i => i.Uses(lane)) && !shifted.Take(last).Any(i => i.Uses(lane))
                && shifted[last].Terms.Any(t => t.Dim == lane && t.Coefficient == 1);
            var covers = (swapped ? node.B : node.A).Shape[still.Count - 1] == node.Dims[lane].Extent;
            if (!isSummed || !covers || Filled(node.Dims[lane].Extent) < Filled(channels) * RowGain) continue;
            return new(node, swapped, lane, -1, last, still.Count - 1) { IsRowSum = true };
        }

        return null;
    }

    /// <summary>
    /// Lanes along the last axis of result and image, where that fills vectors better than the channels do: a convolution with stride 1, or the
    /// gradient of its input, of which fewer than 16 channels come out.
    /// </summary>
    private static ContractRoles? RowsOf(ContractNode node, ContractRoles? best)
    {
        var row = node.Rank - 1;
        if (row < 1 || node.OverBatch || best is { ScalarLaneAxis: >= 0 } || best?.OutLaneAxis == row) return null;
        var channels = best is null ? 1 : node.Dims[best.LaneDim].Extent;
        if (!FillsRows(node.Shape[row], channels)) return null;
        var swapped = node.A.Batched;
        Node image = swapped ? node.A : node.B, weights = swapped ? node.B : node.A;
        if (weights.Batched || !image.Batched || image.Rank < 2) return null;
        var (scalar, vector) = swapped ? (node.BIndex, node.AIndex) : (node.AIndex, node.BIndex);
        var forms = GatherForm.OfRows(node, scalar, vector);
        if (forms.Count != 1 || !forms[0].Out[row].IsPlain) return null;
        var lane = forms[0].Out[row].Terms[0].Dim;
        var last = image.Rank - 1;
        var isShifted = forms[0].Vector[last].Terms.Any(t => t.Dim == lane && t.Coefficient == 1)
            && !Enumerable.Range(0, last).Any(axis => forms[0].Vector[axis].Uses(lane))
            && !forms[0].Scalar.Any(i => i.Uses(lane))
            && Enumerable.Range(0, row).All(axis => !forms[0].Out[axis].Uses(lane));
        return isShifted ? new(node, swapped, lane, row, last, -1) { IsRows = true } : null;
    }

    /// <summary>Whether a row fills vectors better than the channels do, of which there are fewer than lanes.</summary>
    public static bool FillsRows(int row, int channels) => channels < Layout.Lanes && Filled(row) >= Filled(channels) * RowGain;

    /// <summary>The share of whole vectors an extent fills.</summary>
    private static double Filled(int extent) => extent / (double)((extent + Layout.Lanes - 1) / Layout.Lanes * Layout.Lanes);

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
