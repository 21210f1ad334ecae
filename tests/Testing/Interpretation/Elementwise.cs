using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>Maps and reductions: an expression at every point of a domain.</summary>
internal static class Elementwise
{
    public static void Map(MapNode node, Tensor[] inputs, Tensor result, Feed feed)
    {
        var point = new Point(node.Shape, [.. node.Operands.Select(o => o.Axes)], inputs, feed);
        var value = ScalarProgram.Of(node.Expression);
        for (var sample = 0; sample < result.Samples; sample++)
        {
            do result.At(sample, point.Index) = value(point.MoveTo(sample));
            while (Index.Next(node.Shape, point.Index));
        }
    }

    /// <summary>What is fused behind a node: its own result is the first operand.</summary>
    public static void Finish(Epilogue? epilogue, ReadOnlySpan<Tensor> operands, Tensor result, Feed feed)
    {
        if (epilogue is null) return;
        var before = new Tensor(result.Shape, result.Batched, result.Samples);
        result.Data.CopyTo(before.Data, 0);
        int[] own = [.. Enumerable.Range(0, result.Shape.Length)];
        var point = new Point(result.Shape, [own, .. epilogue.Operands.Select(o => o.Axes)], [before, .. operands], feed);
        var value = ScalarProgram.Of(epilogue.Expression);
        for (var sample = 0; sample < result.Samples; sample++)
        {
            do result.At(sample, point.Index) = value(point.MoveTo(sample));
            while (Index.Next(result.Shape, point.Index));
        }
    }

    /// <param name="magnitude">Whether to fold absolute values: what rounding errors of a sum are measured by.</param>
    public static void Reduce(ReduceNode node, Tensor[] inputs, Tensor result, Feed feed, bool magnitude = false)
    {
        var point = new Point(node.Domain, [.. node.Operands.Select(o => o.Axes)], inputs, feed);
        var value = ScalarProgram.Of(node.Expression);
        int[] kept = [.. node.KeptAxes];
        var target = new int[kept.Length];
        if (node.Kind == ReduceKind.Maximum) Array.Fill(result.Data, double.NegativeInfinity);
        var samples = inputs.Any(i => i.Batched) ? feed.Batch : 1;
        for (var sample = 0; sample < samples; sample++)
        {
            do
            {
                for (var i = 0; i < kept.Length; i++) target[i] = point.Index[kept[i]];
                ref var total = ref result.At(sample, target);
                var term = value(point.MoveTo(sample));
                if (magnitude) term = Math.Abs(term);
                total = node.Kind == ReduceKind.Sum ? total + term : Math.Max(total, term);
            }
            while (Index.Next(node.Domain, point.Index));
        }
    }
}
