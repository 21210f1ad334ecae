using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// Extents around the widths of vectors (4, 8, 16 lanes) and register tiles, one below, at and one above: where a schedule's remainders are.
/// </summary>
internal static class RemainderSamples
{
    private static readonly int[] Units = [1, 15, 16, 17, 65];

    private static readonly int[] Channels = [1, 16, 17, 33];

    public static IReadOnlyList<LayerSample> All { get; } = [.. Dense(), .. Convolutions(), .. EqualRemainders(), .. Others()];

    private static IEnumerable<LayerSample> Dense() =>
        from features in new[] { 1, 17, 33, 100 }
        from units in Units
        select new LayerSample("Dense", [[features]], ("Units", units)) { IsRemainder = true };

    private static IEnumerable<LayerSample> Convolutions()
    {
        foreach (var shape in new int[][] { [3, 5, 17], [17, 4, 5] })
        {
            foreach (var channels in Channels)
            {
                yield return new LayerSample("Conv2D", [shape], ("Channels", channels), ("Kernel", 3), ("Padding", 1)) { IsRemainder = true };
                yield return new LayerSample("Conv2D", [shape], ("Channels", channels), ("Kernel", 1), ("Stride", 2)) { IsRemainder = true };
            }

            yield return new LayerSample("Conv2D", [shape], ("Channels", shape[0]), ("Kernel", 3), ("Groups", shape[0]), ("Padding", 1)) { IsRemainder = true };
            yield return new LayerSample("Conv2D", [shape], ("Channels", 5), ("Kernel", new[] { 2, 4 }), ("Strides", new[] { 1, 2 }), ("Paddings", new[] { 1, 0, 2, 1 })) { IsRemainder = true };
        }
    }

    /// <summary>Remainders of as many rows as there are columns, and as there are panels: the tiles behind the first ones move by the same number.</summary>
    private static IEnumerable<LayerSample> EqualRemainders() =>
    [
        new("Conv2D", [[1, 5, 5]], ("Channels", 48), ("Kernel", 3), ("Padding", 1)) { IsRemainder = true },
        new("Conv2D", [[16, 13, 13]], ("Channels", 112), ("Kernel", 3), ("Stride", 2), ("Padding", 1)) { IsRemainder = true },
    ];

    private static IEnumerable<LayerSample> Others()
    {
        foreach (var shape in new int[][] { [1, 9, 7], [17, 4, 5], [33, 4, 4] })
        {
            yield return new("MaxPool2D", [shape], ("Kernel", 2)) { IsRemainder = true };
            yield return new("MaxPool2D", [shape], ("Kernel", 3), ("Stride", 2), ("Padding", 1)) { IsRemainder = true };
            yield return new("AvgPool2D", [shape], ("Kernel", 3), ("Stride", 1), ("Padding", 1), ("CountIncludePad", false)) { IsRemainder = true };
            yield return new("GlobalAvgPool", [shape]) { IsRemainder = true };
            yield return new("BatchNorm", [shape]) { IsRemainder = true };
            yield return new("Softmax", [shape], ("Axis", 0)) { IsRemainder = true };
            yield return new("Softmax", [shape]) { IsRemainder = true };
            yield return new("Concat", [shape, shape]) { IsRemainder = true };
            yield return new("Tanh", [shape]) { IsRemainder = true };
        }
    }
}
