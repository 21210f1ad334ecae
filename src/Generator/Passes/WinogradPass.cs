// Input: a fused inference graph. Output: the same function with 3×3 convolutions computed by fewer multiplications where that pays.
// Invariant: not in strict networks, not in training; the result differs from the direct sum by about 1e-5 of its magnitude.
using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Replaces 3×3 convolutions with stride 1 by transform, batched matrix product, transform.</summary>
internal static class WinogradPass
{
    /// <summary>Fewer channels leave the transforms as the larger part.</summary>
    private const int LeastChannels = 32;

    /// <summary>Smaller images have too few tiles to share the transformed filters.</summary>
    private const int LeastExtent = 8;

    /// <summary>Transformed filters beyond this stream from memory for every image: then fewer points, or none.</summary>
    private const long MostFilterFloats4 = 650_000, MostFilterFloats2 = 1_100_000;

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
        return new WinogradOutputNode(products, contract.HasBias ? inputs[2] : null, form, epilogue) { Layer = node.Layer };
    });

    private static WinogradForm? FormOf(ContractNode node)
    {
        if (node.B is not ParameterNode { Rank: 4 } weight || node.A.Rank != 3 || node.Rank != 3 || node.OverBatch || !node.A.Batched) return null;
        int outputs = weight.Shape[0], channels = weight.Shape[1], height = node.Shape[1], width = node.Shape[2];
        // Same size, 3×3, stride 1, padding 1, no dilation, one group.
        if (weight.Shape[2] != 3 || weight.Shape[3] != 3 || node.A.Shape[0] != channels || node.A.Shape[1] != height || node.A.Shape[2] != width) return null;
        if (node.BiasAxis != 0 || !IsPlainWindow(node, 1) || !IsPlainWindow(node, 2)) return null;
        if (outputs < LeastChannels || channels < LeastChannels || Math.Min(height, width) < LeastExtent) return null;
        if (outputs % Layout.Lanes != 0 || channels % Layout.Lanes != 0) return null;
        long filters = (long)outputs * channels;
        if (height % 4 == 0 && width % 4 == 0 && filters * 36 <= MostFilterFloats4) return WinogradForm.F4;
        return height % 2 == 0 && width % 2 == 0 && filters * 16 <= MostFilterFloats2 ? WinogradForm.F2 : null;
    }

    private static bool IsPlainWindow(ContractNode node, int axis)
    {
        var index = node.AIndex[axis];
        return index.Offset == -1 && index.Terms.Count == 2 && index.Terms.All(t => t.Coefficient == 1) && node.OutIndex[axis].IsPlain;
    }
}
