// Input: a fused inference graph. Output: the same function with 3×3 convolutions computed by fewer multiplications where that pays.
// Invariant: not in strict networks, not in training; the result differs from the direct sum by about 1e-5 of the largest magnitudes in its tile, over all of
// which infinity and NaN spread.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Replaces 3×3 convolutions with stride 1 by transform, batched matrix product, transform.</summary>
internal static class WinogradPass
{
    /// <summary>Transformed filters beyond this stream from memory for every image: then fewer points, or none.</summary>
    private const long MostFilterFloats4 = 2_400_000, MostFilterFloats2 = 4_200_000;

    /// <summary>Cycles of the transform of a tile of 16 channels into its points, and of its points into outputs.</summary>
    private const double InputCycles4 = 155, OutputCycles4 = 140, InputCycles2 = 54, OutputCycles2 = 46;

    /// <summary>What a sum costs beside its multiply-adds (start, store), in terms.</summary>
    private const int TermsOfASum = 4;

    /// <summary>The share of the direct convolution's time that must remain for the loss of accuracy to be worth it.</summary>
    private const double WorthIt = 0.8;

    public static TensorGraph Run(TensorGraph graph) => graph.Rewrite((target, node, inputs) =>
    {
        if (node is not ContractNode contract || FormOf(contract) is not { } form) return TensorGraph.Copy(node, inputs);
        T add<T>(T made)
            where T : Node
        {
            made.Layer = node.Layer;
            return target.Add(made);
        }

        var filter = add(new WinogradFilterNode(inputs[1], form));
        var tiles = add(new WinogradInputNode(inputs[0], form));
        Dim[] dims = [new("p", filter.Shape[0]), new("o", filter.Shape[1]), new("i", filter.Shape[2]), new("ty", tiles.Shape[2]), new("tx", tiles.Shape[3])];
        AxisIndex p = AxisIndex.Of(0), o = AxisIndex.Of(1), i = AxisIndex.Of(2), ty = AxisIndex.Of(3), tx = AxisIndex.Of(4);
        var products = add(new ContractNode(
            dims, tiles, [p, i, ty, tx], filter, [p, o, i], [filter.Shape[0], filter.Shape[1], tiles.Shape[2], tiles.Shape[3]], [p, o, ty, tx]));
        var first = contract.HasBias ? 3 : 2;
        var epilogue = contract.Epilogue?.With(inputs.Skip(first));
        return new WinogradOutputNode(products, contract.HasBias ? inputs[2] : null, form, contract.Shape[1], contract.Shape[2], epilogue) { Layer = node.Layer };
    });

    private static WinogradForm? FormOf(ContractNode node)
    {
        if (node.B is not ParameterNode { Rank: 4 } weight || node.A.Rank != 3 || node.Rank != 3 || node.OverBatch || !node.A.Batched) return null;
        int outputs = weight.Shape[0], channels = weight.Shape[1], height = node.Shape[1], width = node.Shape[2];
        // Same size, 3×3, stride 1, padding 1, no dilation, one group.
        if (weight.Shape[2] != 3 || weight.Shape[3] != 3 || node.A.Shape[0] != channels || node.A.Shape[1] != height || node.A.Shape[2] != width) return null;
        if (node.BiasAxis != 0 || !IsPlainWindow(node, 1) || !IsPlainWindow(node, 2)) return null;
        if (outputs % Layout.Lanes != 0 || channels % Layout.Lanes != 0) return null;
        var direct = Cycles((long)height * width * 9, outputs, channels);
        WinogradForm? best = null;
        var least = direct * WorthIt;
        foreach (var form in new[] { WinogradForm.F4, WinogradForm.F2 })
        {
            var isLarge = form.Outputs == 4;
            var points = form.Points * form.Points;
            if ((long)outputs * channels * points > (isLarge ? MostFilterFloats4 : MostFilterFloats2)) continue;
            long tiles = (long)form.Tiles(height) * form.Tiles(width);
            var cycles = Cycles(tiles * points, outputs, channels + TermsOfASum)
                + (tiles * channels / Layout.Lanes * (isLarge ? InputCycles4 : InputCycles2))
                + (tiles * outputs / Layout.Lanes * (isLarge ? OutputCycles4 : OutputCycles2));
            if (cycles >= least) continue;
            least = cycles;
            best = form;
        }

        return best;
    }

    /// <summary>Cycles of a matrix product: two vectors of 16 lanes a cycle.</summary>
    private static double Cycles(long rows, int outputs, int terms) => (double)rows * outputs * terms / (2 * Layout.Lanes);

    private static bool IsPlainWindow(ContractNode node, int axis)
    {
        var index = node.AIndex[axis];
        return index.Offset == -1 && index.Terms.Count == 2 && index.Terms.All(t => t.Coefficient == 1) && node.OutIndex[axis].IsPlain;
    }
}
