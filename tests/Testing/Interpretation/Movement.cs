using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>Nodes that only move elements.</summary>
internal static class Movement
{
    public static void Permute(PermuteNode node, Tensor x, Tensor result)
    {
        var source = new int[node.Rank];
        ForEach(result, (sample, index) =>
        {
            for (var axis = 0; axis < index.Length; axis++) source[node.Order[axis]] = index[axis];
            result.At(sample, index) = x.At(sample, source);
        });
    }

    public static void Concat(ConcatNode node, Tensor[] parts, Tensor result)
    {
        var start = 0;
        foreach (var part in parts)
        {
            var target = new int[node.Rank];
            for (var sample = 0; sample < result.Samples; sample++)
            {
                var index = new int[node.Rank];
                do
                {
                    index.CopyTo(target, 0);
                    target[node.Axis] += start;
                    result.At(sample, target) = part.At(sample, index);
                }
                while (Index.Next(part.Shape, index));
            }

            start += part.Shape[node.Axis];
        }
    }

    public static void Gather(GatherNode node, Tensor x, Tensor result)
    {
        ForEach(result, (sample, index) =>
        {
            var from = node.Table[index[node.Axis]];
            if (from < 0) return;
            int[] source = [.. index];
            source[node.Axis] = from;
            result.At(sample, index) = x.At(sample, source);
        });
    }

    public static void Scatter(ScatterNode node, Tensor dy, Tensor result)
    {
        ForEach(dy, (sample, index) =>
        {
            var to = node.Table[index[node.Axis]];
            if (to < 0) return;
            int[] target = [.. index];
            target[node.Axis] = to;
            result.At(sample, target) += dy.At(sample, index);
        });
    }

    public static void Lookup(LookupNode node, Tensor table, Tensor x, Tensor result) =>
        ForEach(result, (sample, index) =>
        {
            var number = x.At(sample, index.AsSpan(0, 1));
            result.At(sample, index) = number >= 0 && number < node.Table.Shape[0] ? table.At(sample, [(int)number, index[1]]) : double.NaN;
        });

    public static void LookupGradient(LookupGradientNode node, Tensor x, Tensor dy, Tensor result) =>
        ForEach(dy, (sample, index) =>
        {
            var number = x.At(sample, index.AsSpan(0, 1));
            if (number >= 0 && number < node.Shape[0] && (int)number != node.Untrained) result.At(sample, [(int)number, index[1]]) += dy.At(sample, index);
        });

    private static void ForEach(Tensor tensor, Action<int, int[]> visit)
    {
        for (var sample = 0; sample < tensor.Samples; sample++)
        {
            var index = new int[tensor.Shape.Length];
            do visit(sample, index);
            while (Index.Next(tensor.Shape, index));
        }
    }
}
