using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>Pooling and its gradients: position p·stride + k·dilation − pad of x lies under position k of window p.</summary>
internal static class Sliding
{
    public static void Window(WindowNode node, Tensor x, Tensor result)
    {
        if (node.Kind == ReduceKind.Maximum) Array.Fill(result.Data, double.NegativeInfinity);
        Visit(node.Windows, x.Shape, result.Samples, (sample, at, p) =>
        {
            ref var total = ref result.At(sample, p);
            total = node.Kind == ReduceKind.Sum ? total + x.At(sample, at) : Math.Max(total, x.At(sample, at));
        });
    }

    public static void Spread(SpreadNode node, Tensor dy, Tensor result) =>
        Visit(node.Windows, node.Shape, result.Samples, (sample, at, p) => result.At(sample, at) += dy.At(sample, p));

    public static void Route(RouteNode node, Tensor x, Tensor dy, Tensor result)
    {
        // The first position of the maximum, found again from x alone, so that the graph's own maximum is not trusted.
        var best = new Tensor(dy.Shape, dy.Batched, dy.Samples);
        var where = new int[best.Data.Length][];
        Array.Fill(best.Data, double.NegativeInfinity);
        Visit(node.Windows, x.Shape, result.Samples, (sample, at, p) =>
        {
            // NaN is greater than all else, and the last one of several, as in PyTorch.
            if (!(x.At(sample, at) > best.At(sample, p)) && !double.IsNaN(x.At(sample, at))) return;
            best.At(sample, p) = x.At(sample, at);
            where[(sample * best.ElementCount) + Index.Offset(best.Shape, p)] = [.. at];
        });
        for (var i = 0; i < where.Length; i++)
            if (where[i] is { } at) result.At(i / best.ElementCount, at) += dy.Data[i];
    }

    /// <summary>Calls <paramref name="visit"/>(sample, position of x, window) for every position under every window, in row-major order.</summary>
    private static void Visit(IReadOnlyList<WindowAxis> windows, int[] shape, int samples, Action<int, int[], int[]> visit)
    {
        int[] counts = [.. windows.Select(w => w.OutExtent)], sizes = [.. windows.Select(w => w.Size)];
        int[] p = new int[counts.Length], k = new int[counts.Length], at = new int[counts.Length];
        for (var sample = 0; sample < samples; sample++)
        {
            do
            {
                do
                {
                    var inside = true;
                    for (var axis = 0; axis < at.Length; axis++)
                    {
                        at[axis] = (p[axis] * windows[axis].Stride) + (k[axis] * windows[axis].Dilation) - windows[axis].PadLow;
                        inside &= at[axis] >= 0 && at[axis] < shape[axis];
                    }

                    if (inside) visit(sample, at, p);
                }
                while (Index.Next(sizes, k));
            }
            while (Index.Next(counts, p));
        }
    }
}
