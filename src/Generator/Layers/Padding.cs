using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>
/// Elements around the spatial axes: <c>Padding = 1</c>, one an axis, low and high of each axis, or <c>Dim.Same</c>, which keeps the extent.
/// </summary>
internal sealed record Padding(int[] Low, int[] High)
{
    private const int Reflect = 1, Replicate = 2, Circular = 3;

    public static Padding? Of(LayerContext c, int rank, int[] kernel, int[] stride, int[] dilation)
    {
        var given = c.Numbers("Paddings");
        if (given.Length == 2 * rank && !c.Has("Padding"))
        {
            int[] values = [.. given.Select(v => (int)v)];
            if (values.All(v => v >= 0)) return new([.. values.Where((_, i) => i % 2 == 0)], [.. values.Where((_, i) => i % 2 == 1)]);
            c.Fail("NG0105", $"{c.Text}: Paddings must not be negative");
            return null;
        }

        if (c.Spatial("Padding", rank, 0, minimum: Dimension.Same) is not { } both) return null;
        int[] low = [.. both], high = [.. both];
        for (var axis = 0; axis < rank; axis++)
        {
            if (both[axis] != Dimension.Same) continue;
            if (stride[axis] != 1)
            {
                c.Fail("NG0105", $"{c.Text}: Dim.Same needs stride 1 (as in PyTorch); give Padding in numbers instead");
                return null;
            }

            var total = (kernel[axis] - 1) * dilation[axis];
            low[axis] = total / 2;
            high[axis] = total - (total / 2);
        }

        return new(low, high);
    }

    /// <summary>
    /// The tensor (channels first) and the zeros that remain to be added: none where the mode puts elements of the tensor around it.
    /// </summary>
    public (Node X, Padding Zeros)? Apply(LayerContext c, Node x)
    {
        var mode = c.Int("PaddingMode", 0);
        if (mode is not (Reflect or Replicate or Circular)) return (x, this);
        for (var axis = 0; axis < Low.Length; axis++)
        {
            int extent = x.Shape[axis + 1], most = mode == Reflect ? extent - 1 : mode == Circular ? extent : int.MaxValue;
            if (Low[axis] > most || High[axis] > most)
            {
                c.Fail("NG0105", $"{c.Text}: {Math.Max(Low[axis], High[axis])} elements of padding along axis {axis} cannot be taken from {extent}; at most {most} can");
                return null;
            }

            if (Low[axis] + High[axis] == 0) continue;
            var table = Enumerable.Range(-Low[axis], Low[axis] + extent + High[axis]).Select(i => Source(mode, i, extent));
            x = c.Add(new GatherNode(x, axis + 1, [.. table]));
        }

        return (x, new(new int[Low.Length], new int[Low.Length]));
    }

    private static int Source(int mode, int index, int extent) => mode switch
    {
        Reflect => index < 0 ? -index : index >= extent ? (2 * (extent - 1)) - index : index,
        Circular => (index + extent) % extent,
        _ => Math.Max(0, Math.Min(extent - 1, index)),
    };
}
