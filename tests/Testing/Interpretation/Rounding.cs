using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>
/// Random errors of the size that 32-bit arithmetic makes, added to the result of every node: relative to the result where it is one operation, to the
/// sum of the magnitudes where it is a sum. Two such runs differ by about what two 32-bit programs for the same graph may differ by.
/// </summary>
/// <param name="seed">Chooses the errors.</param>
/// <param name="size">The largest error relative to a result or a sum of magnitudes.</param>
internal sealed class Rounding(ulong seed, double size)
{
    public void Disturb(Node node, Tensor[] inputs, Tensor result, Feed feed)
    {
        if (Magnitude(node, inputs, result, feed) is not { } magnitude) return;
        var largest = magnitude.Data.Select(Math.Abs).DefaultIfEmpty().Max();
        // Of equal terms every addition rounds the same way, so that errors do not cancel: one more for each doubling of the terms, as summing in pairs makes.
        var additions = node is ReduceNode { Kind: ReduceKind.Sum } sum ? 1 + Math.Log2(Math.Max(1, sum.Axes.Aggregate(sum.OverBatch ? feed.Batch : 1.0, (product, axis) => product * sum.Domain[axis]))) : 1;
        for (var i = 0; i < result.Data.Length; i++)
        {
            // Inside of one expression terms may cancel too; the largest result stands for their size.
            var scale = Math.Abs(magnitude.Data[i]) + (0.1 * largest);
            result.Data[i] += size * additions * scale * ((2 * Noise.Uniform(seed + (ulong)node.Id, i)) - 1);
        }
    }

    private static Tensor? Magnitude(Node node, Tensor[] inputs, Tensor result, Feed feed)
    {
        var magnitude = new Tensor(result.Shape, result.Batched, result.Samples);
        switch (node)
        {
            case MapNode:
                return result;
            case ReduceNode { Kind: ReduceKind.Sum } n:
                Elementwise.Reduce(n, inputs, magnitude, feed, magnitude: true);
                return magnitude;
            case ContractNode n:
                Contraction.Compute(n, [.. inputs.Select(Absolute)], magnitude, feed.Batch);
                return magnitude;
            case WindowNode { Kind: ReduceKind.Sum } n:
                Sliding.Window(n, Absolute(inputs[0]), magnitude);
                return magnitude;
            case SpreadNode n:
                Sliding.Spread(n, Absolute(inputs[0]), magnitude);
                return magnitude;
            case ScatterNode n:
                Movement.Scatter(n, Absolute(inputs[0]), magnitude);
                return magnitude;
            case ResampleNode n:
                Movement.Resample(n, Absolute(inputs[0]), magnitude, magnitude: true);
                return magnitude;
            case PairNode:
                return result;
            default:
                return null;
        }
    }

    private static Tensor Absolute(Tensor x)
    {
        var absolute = new Tensor(x.Shape, x.Batched, x.Samples);
        for (var i = 0; i < x.Data.Length; i++) absolute.Data[i] = Math.Abs(x.Data[i]);
        return absolute;
    }
}
