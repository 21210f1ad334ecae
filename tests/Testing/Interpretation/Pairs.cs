using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>Folds over pairs of samples.</summary>
internal static class Pairs
{
    public static void Compute(PairNode node, Tensor[] inputs, Tensor result, Feed feed)
    {
        int own = node.Own.Count, other = node.Other.Count;
        Tensor query = inputs[0], key = inputs[1];
        var value = node.Value is null ? null : inputs[^1];
        // The expression's operands as tensors of one element, set for each pair.
        Tensor[] scalars = [.. Enumerable.Range(0, PairNode.FirstScalar + own + other).Select(_ => new Tensor([], false, 1))];
        var point = new Point([], [.. scalars.Select(_ => Array.Empty<int>())], scalars, feed);
        var term = ScalarProgram.Of(node.Expression);
        if (node.Kind == ReduceKind.Maximum) Array.Fill(result.Data, double.NegativeInfinity);
        for (var i = 0; i < feed.Batch; i++)
        {
            for (var j = 0; j < feed.Batch; j++)
            {
                scalars[0].Data[0] = Enumerable.Range(0, query.ElementCount).Sum(d => query.Data[(i * query.ElementCount) + d] * key.Data[(j * key.ElementCount) + d]);
                scalars[1].Data[0] = i == j ? 1 : 0;
                for (var u = 0; u < own + other; u++) scalars[PairNode.FirstScalar + u].Data[0] = inputs[2 + u].Data[u < own ? i : j];
                var t = term(point.MoveTo(0));
                for (var d = 0; d < result.ElementCount; d++)
                {
                    ref var total = ref result.Data[(i * result.ElementCount) + d];
                    var addend = value is null ? t : t * value.Data[(j * value.ElementCount) + d];
                    total = node.Kind == ReduceKind.Sum ? total + addend : Math.Max(total, addend);
                }
            }
        }
    }
}
