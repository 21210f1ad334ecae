// Input: a graph before fusion. Output: the same function with transposed convolutions to few channels as one convolution with stride 1, whose channels are
// the phases, and an interleaving. Invariant: the same products are summed, and no others: the window is a whole number of strides along each axis.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// Replaces contractions that spread windows at a stride of s, of which fewer channels come out than a panel has lanes: element s·u + r of the result sees
/// the taps r, r + s, …, which are a convolution of the operand with stride 1. Its lanes run along the rows of the operand instead of along few channels.
/// </summary>
internal static class PhasesPass
{
    public static TensorGraph Run(TensorGraph graph) => graph.Rewrite((target, node, inputs) =>
    {
        if (node is not ContractNode contract || AxesOf(contract) is not { } axes) return TensorGraph.Copy(node, inputs);
        var phases = target.Add(InPhases(contract, axes, inputs));
        phases.Layer = node.Layer;
        return new InterleaveNode(phases, [.. axes.Select(a => a.First)], [.. node.Shape.Skip(1)]) { Layer = node.Layer };
    });

    /// <summary>One axis: the loop over the operand and the one over the taps, the stride, and the part of the uncut result that is wanted.</summary>
    private sealed record Axis(int Operand, int Tap, int Stride, int Taps, int FirstPlace, int Places, int First);

    private static IReadOnlyList<Axis>? AxesOf(ContractNode node)
    {
        if (node.OverBatch || node.Epilogue is not null || node.Rank < 2 || !node.A.Batched || node.B.Batched || node.A.Rank != node.Rank || node.BiasAxis != 0) return null;
        if (node.Shape[0] >= Layout.Lanes || !node.OutIndex[0].IsPlain || !node.AIndex[0].IsPlain) return null;
        var axes = Enumerable.Range(1, node.Rank - 1).Select(axis => AxisOf(node, axis)).ToList();
        if (axes.Any(a => a is null) || axes.All(a => a!.Stride == 1)) return null;
        return ContractRoles.FillsRows(axes[axes.Count - 1]!.Places, node.Shape[0]) ? [.. axes.Select(a => a!)] : null;
    }

    private static Axis? AxisOf(ContractNode node, int axis)
    {
        var index = node.OutIndex[axis];
        if (!node.AIndex[axis].IsPlain || index.Terms.Count != 2 || index.Offset > 0) return null;
        var operand = node.AIndex[axis].Terms[0].Dim;
        if (index.Terms.FirstOrDefault(t => t.Dim == operand) is not { } spread || index.Terms.FirstOrDefault(t => t.Dim != operand) is not { Coefficient: 1 } tap) return null;
        var users = node.BIndex.Where(i => i.Uses(tap.Dim)).ToList();
        var isOwn = users.Count == 1 && users[0].IsPlain && !node.BIndex.Any(i => i.Uses(operand)) && node.OutIndex.Concat(node.AIndex).Count(i => i.Uses(tap.Dim)) == 1
            && node.OutIndex.Count(i => i.Uses(operand)) == 1 && node.AIndex.Count(i => i.Uses(operand)) == 1;
        int stride = spread.Coefficient, taps = node.Dims[tap.Dim].Extent, low = -index.Offset;
        if (!isOwn || stride < 1 || taps % stride != 0) return null;
        int first = low / stride, last = (low + node.Shape[axis] - 1) / stride;
        return new(operand, tap.Dim, stride, taps, first, last - first + 1, low - (first * stride));
    }

    /// <summary>out[o, r, …, u, …] = Σ x[i, u − t, …]·w[i, o, r + s·t, …]: with the loops of each axis' operand and taps in the places of u and t.</summary>
    private static ContractNode InPhases(ContractNode node, IReadOnlyList<Axis> axes, Node[] inputs)
    {
        var dims = node.Dims.ToList();
        List<AxisIndex> a = [node.AIndex[0]], phases = [], places = [];
        var weights = node.BIndex.ToList();
        foreach (var axis in axes)
        {
            var phase = dims.Count;
            dims.Add(new($"{dims[axis.Tap].Name}Phase", axis.Stride));
            dims[axis.Operand] = new(dims[axis.Operand].Name, axis.Places);
            dims[axis.Tap] = new(dims[axis.Tap].Name, axis.Taps / axis.Stride);
            a.Add(new(axis.FirstPlace, new Term(axis.Operand, 1), new Term(axis.Tap, -1)));
            weights[weights.FindIndex(i => i.Uses(axis.Tap))] = new(0, new Term(phase, 1), new Term(axis.Tap, axis.Stride));
            phases.Add(AxisIndex.Of(phase));
            places.Add(AxisIndex.Of(axis.Operand));
        }

        int[] shape = [node.Shape[0], .. axes.Select(axis => axis.Stride), .. axes.Select(axis => axis.Places)];
        return new(dims, inputs[0], a, inputs[1], weights, shape, [node.OutIndex[0], .. phases, .. places], bias: node.HasBias ? inputs[2] : null);
    }
}
