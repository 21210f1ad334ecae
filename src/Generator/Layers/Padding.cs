using NetGen.Generator.Graph;
using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>
/// Elements around the spatial axes: <c>Padding = 1</c>, one an axis, low and high of each axis, or <c>Dim.Same</c>, which keeps the extent.
/// </summary>
internal sealed record Padding(int[] Low, int[] High)
{
    private const int Reflect = 1, Replicate = 2, Circular = 3;

    /// <summary>The axes that were given as <c>Dim.Same</c>.</summary>
    public bool[] Same { get; init; } = new bool[Low.Length];

    public static Padding? Of(LayerContext c, int rank, int[] kernel, int[] stride, int[] dilation, bool allowsSame = true)
    {
        var given = c.Numbers("Paddings");
        if (given.Length == 2 * rank)
        {
            if (given.All(v => v >= 0)) return new([.. given.Where((_, i) => i % 2 == 0).Select(v => (int)v)], [.. given.Where((_, i) => i % 2 == 1).Select(v => (int)v)]);
            c.Fail("NG0105", $"{c.Text}: Paddings are {string.Join(", ", given)}, but must not be negative; remove elements with [Crop]");
            return null;
        }

        if (c.Spatial("Padding", rank, 0, minimum: allowsSame ? Dimension.Same : 0) is not { } both) return null;
        int[] low = [.. both], high = [.. both];
        for (var axis = 0; axis < rank; axis++)
        {
            if (both[axis] != Dimension.Same) continue;
            // ⌈extent/stride⌉ windows, the first one's overhang at most as long as the last one's.
            long extent = c.X.Shape[axis + 1], windows = (extent + stride[axis] - 1) / stride[axis];
            var total = ((windows - 1) * stride[axis]) + ((kernel[axis] - 1L) * dilation[axis]) + 1 - extent;
            low[axis] = (int)Math.Min(int.MaxValue, Math.Max(0, total) / 2);
            high[axis] = (int)Math.Min(int.MaxValue, (Math.Max(0, total) + 1) / 2);
        }

        return new(low, high) { Same = [.. both.Select(p => p == Dimension.Same)] };
    }

    /// <summary>None at all: that of a 1×1 window.</summary>
    public static Padding None(int rank) => new(new int[rank], new int[rank]);

    /// <summary>That of one axis, none along the others.</summary>
    public Padding Along(int axis) => new([.. Low.Select((p, a) => a == axis ? p : 0)], [.. High.Select((p, a) => a == axis ? p : 0)]);

    /// <summary>
    /// The tensor (channels first) and the zeros that remain to be added: none where the mode puts elements of the tensor around it.
    /// </summary>
    public (Node X, Padding Zeros)? Apply(LayerContext c, Node x)
    {
        var mode = c.Int("PaddingMode", 0);
        if (mode is not (Reflect or Replicate or Circular)) return (x, this);
        for (var axis = 0; axis < Low.Length; axis++)
        {
            var extent = x.Shape[axis + 1];
            if (!Suffices(c, mode, axis, extent, Math.Max(Low[axis], High[axis]))) return null;
            if (Low[axis] + (long)High[axis] == 0) continue;
            if (!c.CanCount([.. x.Shape.Select((e, a) => a == axis + 1 ? e + (long)Low[axis] + High[axis] : e)])) return null;
            var table = Enumerable.Range(-Low[axis], Low[axis] + extent + High[axis]).Select(i => Source(mode, i, extent));
            x = c.Add(new GatherNode(x, axis + 1, [.. table]));
        }

        return (x, None(Low.Length));
    }

    /// <summary>Whether an axis has the elements its padding is made of.</summary>
    public static bool Suffices(LayerContext c, int mode, int axis, int extent, int amount)
    {
        var most = mode == Reflect ? extent - 1 : mode == Circular ? extent : int.MaxValue;
        if (amount <= most) return true;
        c.Fail("NG0105", $"{c.Text}: {amount} elements of padding along axis {axis} cannot be taken from {extent}; at most {most} can");
        return false;
    }

    /// <summary>Where the element at an index outside of the axis comes from; −1 for none, a zero.</summary>
    public static int Source(int mode, int index, int extent) => mode switch
    {
        Reflect => index < 0 ? -index : index >= extent ? (2 * (extent - 1)) - index : index,
        Circular => (index + extent) % extent,
        0 => index < 0 || index >= extent ? -1 : index,
        _ => Math.Max(0, Math.Min(extent - 1, index)),
    };
}
