using NetGen.Generator.Graph;

namespace NetGen.Generator.Passes;

/// <summary>
/// A sum over the batch may be taken in parts that are added, and so may what is linear in such sums; a ratio of two sums, or one plus a sum, may
/// not.
/// </summary>
internal static class BatchSums
{
    /// <summary>Whether a node that is the same for all samples is a sum over the batch, given which of its operands are.</summary>
    public static bool Keeps(Node node, Func<Node, bool> isSum) => node switch
    {
        MapNode map => IsLinear(map.Expression, i => isSum(map.Operands[i].Node)),
        ReduceNode { Kind: ReduceKind.Sum, OverBatch: false } reduce => IsLinear(reduce.Expression, i => isSum(reduce.Operands[i].Node)),
        ContractNode { OverBatch: false, HasBias: false, Epilogue: null } contract => isSum(contract.A) != isSum(contract.B),
        ConvertNode or ReshapeNode or PermuteNode or GatherNode or ScatterNode or ResampleNode => true,
        ConcatNode => node.Inputs.All(isSum),
        _ => false,
    };

    /// <summary>Whether the expression is a linear form of the inputs that are sums, without anything added that is not.</summary>
    private static bool IsLinear(Expr e, Func<int, bool> isSum) => e switch
    {
        InputExpr x => isSum(x.Index),
        ConstantExpr { Value: 0 } => true,
        UnaryExpr { Op: UnaryOp.Negate } x => IsLinear(x.A, isSum),
        BinaryExpr { Op: BinaryOp.Add or BinaryOp.Subtract } x => IsLinear(x.A, isSum) && IsLinear(x.B, isSum),
        BinaryExpr { Op: BinaryOp.Multiply } x => (IsLinear(x.A, isSum) && IsFixed(x.B, isSum)) || (IsFixed(x.A, isSum) && IsLinear(x.B, isSum)),
        BinaryExpr { Op: BinaryOp.Divide } x => IsLinear(x.A, isSum) && IsFixed(x.B, isSum),
        _ => false,
    };

    private static bool IsFixed(Expr e, Func<int, bool> isSum) => e.Walk().All(x => x is not RandomExpr && !(x is InputExpr input && isSum(input.Index)));
}
