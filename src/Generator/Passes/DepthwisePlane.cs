using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>Recognises the depthwise convolution that has a kernel for single planes.</summary>
internal static class DepthwisePlane
{
    /// <summary>Taps along an axis.</summary>
    public const int Size = 3;

    /// <summary>Whether a contraction is of this kind: 3×3, stride 1, padding 1, a group each channel, epilogue by channel at most.</summary>
    public static bool Takes(ContractNode node)
    {
        if (node.Rank != 3 || node.OverBatch || node.A is not { Rank: 3, Batched: true } image || node.B is not ParameterNode { Rank: 4 } weights) return false;
        int channels = node.Shape[0], height = node.Shape[1], width = node.Shape[2];
        return image.Shape.SequenceEqual(node.Shape) && weights.Shape.SequenceEqual([channels, 1, Size, Size]) && height >= 2 && width >= Layout.Lanes
            && node.Macs == node.ElementCount * Size * Size && node.BiasAxis == 0
            && Enumerable.Range(1, 2).All(axis => node.OutIndex[axis].IsPlain && node.AIndex[axis] is { Offset: -1, Terms.Count: 2 } index && index.Terms.All(t => t.Coefficient == 1))
            && SameTerms(node.AIndex[0], node.OutIndex[0], node) && SameTerms(node.BIndex[0], node.OutIndex[0], node)
            && (node.Epilogue?.Operands.All(o => !o.Node.Batched && o.Node.Rank <= 1 && o.Axes.All(axis => axis == 0)) ?? true);
    }

    /// <summary>Whether two indices are the same loop; loops of one trip do not count.</summary>
    private static bool SameTerms(AxisIndex a, AxisIndex b, ContractNode node)
    {
        (int Dim, int Coefficient)[] of(AxisIndex i) => [.. i.Terms.Where(t => node.Dims[t.Dim].Extent > 1).Select(t => (t.Dim, t.Coefficient)).OrderBy(t => t.Dim)];
        return a.Offset == 0 && b.Offset == 0 && of(a).SequenceEqual(of(b));
    }
}
