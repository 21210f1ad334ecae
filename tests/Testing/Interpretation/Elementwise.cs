using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>Maps and reductions: an expression at every point of a domain.</summary>
internal static class Elementwise
{
    public static void Map(MapNode node, Tensor[] inputs, Tensor result, Feed feed)
    {
        var point = new Point(node.Shape, node.Operands, inputs, feed);
        var value = ScalarProgram.Of(node.Expression);
        for (var sample = 0; sample < result.Samples; sample++)
        {
            do result.At(sample, point.Index) = value(point.MoveTo(sample));
            while (Index.Next(node.Shape, point.Index));
        }
    }

    public static void Reduce(ReduceNode node, Tensor[] inputs, Tensor result, Feed feed)
    {
        var point = new Point(node.Domain, node.Operands, inputs, feed);
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
                total = node.Kind == ReduceKind.Sum ? total + term : Math.Max(total, term);
            }
            while (Index.Next(node.Domain, point.Index));
        }
    }
}
