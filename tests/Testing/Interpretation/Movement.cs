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

    public static void Select(SelectNode node, Tensor x, Tensor result)
    {
        var source = new int[x.Shape.Length];
        ForEach(result, (sample, index) =>
        {
            for (var axis = 0; axis < source.Length; axis++) source[axis] = axis < node.Axis ? index[axis] : axis == node.Axis ? node.Index : index[axis - 1];
            result.At(sample, index) = x.At(sample, source);
        });
    }

    public static void Stack(StackNode node, Tensor[] parts, Tensor result)
    {
        ForEach(result, (sample, index) =>
        {
            int[] source = [.. index.Where((_, axis) => axis != node.Axis)];
            result.At(sample, index) = parts[index[node.Axis]].At(sample, source);
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

    /// <param name="node">The node.</param>
    /// <param name="x">Its operand.</param>
    /// <param name="result">Its result.</param>
    /// <param name="magnitude">Whether the weights count by their size alone.</param>
    public static void Resample(ResampleNode node, Tensor x, Tensor result, bool magnitude)
    {
        var table = node.Table;
        ForEach(result, (sample, index) =>
        {
            int[] source = [.. index];
            for (var tap = table.Starts[index[node.Axis]]; tap < table.Starts[index[node.Axis] + 1]; tap++)
            {
                source[node.Axis] = table.Sources[tap];
                var weight = table.Weights?[tap] ?? 1;
                result.At(sample, index) += (magnitude ? Math.Abs(weight) : weight) * x.At(sample, source);
            }
        });
    }

    public static void Interleave(InterleaveNode node, Tensor x, Tensor result) => ForEach(result, (sample, index) =>
    {
        var axes = Enumerable.Range(0, node.Axes);
        result.At(sample, index) = x.At(sample, [index[0], .. axes.Select(a => node.PhaseOf(a, index[1 + a])), .. axes.Select(a => node.PlaceOf(a, index[1 + a]))]);
    });

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
