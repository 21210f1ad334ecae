using NetGen.Generator.Layers;

namespace NetGen.Testing;

/// <summary>
/// Sample uses of every layer. An element-wise activation is covered by its defaults without being named here; any other layer of the
/// catalogue needs a line, and a test says which one has none.
/// </summary>
internal static class LayerSamples
{
    private static readonly int[] Vector = [7], Image = [3, 5, 6];

    private static readonly LayerSample[] Given =
    [
        new("Dense", [Vector], ("Units", 5)),
        new("Dense", [[17]], ("Units", 19), ("Bias", false)),
        new("Dense", [[4, 7]], ("Units", 3)),
        new("Conv2D", [Image], ("Channels", 4), ("Kernel", 3), ("Padding", 1)),
        new("Conv2D", [[4, 7, 6]], ("Channels", 6), ("Kernel", new[] { 3, 2 }), ("Strides", new[] { 2, 1 }), ("Groups", 2)),
        new("Conv2D", [[3, 6, 7]], ("Channels", 3), ("Kernel", 3), ("Groups", 3), ("Dilation", 2), ("Padding", 2), ("Bias", false)),
        new("Conv2D", [[5, 4, 3]], ("Channels", 18), ("Kernel", 1)),
        new("Conv2D", [[2, 5, 5]], ("Channels", 2), ("Kernel", new[] { 4, 3 }), ("Paddings", new[] { 1, 2, 0, 1 })),
        new("Conv2D", [Image], ("Channels", 2), ("Kernel", new[] { 3, 4 }), ("Padding", Dim.Same)),
        new("Conv2D", [Image], ("Channels", 2), ("Kernel", 3), ("Padding", 1), ("PaddingMode", (int)PaddingMode.Reflect)),
        new("Conv2D", [Image], ("Channels", 1), ("Kernel", 3), ("Paddings", new[] { 2, 1 }), ("PaddingMode", (int)PaddingMode.Replicate)),
        new("Conv2D", [Image], ("Channels", 1), ("Kernel", 3), ("Padding", 2), ("PaddingMode", (int)PaddingMode.Circular)),
        new("MaxPool2D", [Image], ("Kernel", 2)),
        new("MaxPool2D", [[2, 7, 6]], ("Kernel", 3), ("Stride", 2), ("Padding", 1)),
        new("MaxPool2D", [[2, 6, 7]], ("Kernel", 3), ("Stride", 2), ("CeilMode", true)),
        new("MaxPool2D", [[2, 6, 7]], ("Kernel", 2), ("Stride", 1), ("Dilation", 2)),
        new("AvgPool2D", [Image], ("Kernel", 2)),
        new("AvgPool2D", [[2, 7, 6]], ("Kernel", 3), ("Stride", 2), ("Padding", 1)),
        new("AvgPool2D", [[2, 7, 6]], ("Kernel", 3), ("Stride", 2), ("Padding", 1), ("CountIncludePad", false)),
        new("AvgPool2D", [[2, 8, 6]], ("Kernel", 3), ("Stride", 2), ("CeilMode", true)),
        new("AvgPool2D", [Image], ("Kernel", 2), ("DivisorOverride", 3)),
        new("GlobalAvgPool", [Image]),
        new("BatchNorm", [Vector]) { Batch = 5 },
        new("BatchNorm", [[3, 4, 3]], ("Epsilon", 1e-3), ("Momentum", 0.3)) { Batch = 2 },
        new("BatchNorm", [[4, 3]], ("Affine", false)) { Batch = 4 },
        new("BatchNorm", [[2, 3]], ("TrackRunningStatistics", false)) { Batch = 4 },
        new("Dropout", [Vector], ("Probability", 0.4)),
        new("Dropout", [Image]),
        new("Flatten", [Image]),
        new("Flatten", [Image], ("StartAxis", 1)),
        new("Flatten", [[2, 3, 2, 2]], ("StartAxis", -3), ("EndAxis", 2)),
        new("Reshape", [Image], ("Shape", new[] { 6, -1, 3 })),
        new("Concat", [[2, 4], [3, 4], [1, 4]]),
        new("Concat", [[2, 4], [2, 3]], ("Axis", -1)),
        new("Softmax", [Vector]),
        new("Softmax", [[4, 3]], ("Axis", 0), ("Temperature", 2.5)),
        new("Softmax", [[4, 3]], ("Axis", -1)) { Range = 12 },
        new("Add", [Image, Image]),
        new("Add", [[3, 1, 6], [5, 1], Image]),
        new("Subtract", [Image, [6]]),
        new("Multiply", [Image, [3, 1, 1]]),
        new("Multiply", [Vector, Vector, Vector]),
        new("Divide", [Vector, [1]]) { Low = 0.5 },
        new("Divide", [[2, 1, 3], [4, 1]]) { Low = 0.5 },
        new("Activation", [Vector], ("Expression", "x * sigmoid(1.702 * x)")),
        new("Activation", [[3, 4]], ("Expression", "x < -1 ? sin(x) : pow(2, x) / (1 + x^2)")),
        new("LeakyRelu", [Vector], ("Slope", 0.2)),
        new("Elu", [Vector], ("Alpha", 0.5)),
        new("Celu", [Vector], ("Alpha", 2.0)),
        new("Swish", [Vector], ("Beta", 1.5)),
        new("Softplus", [Vector], ("Beta", 2.0), ("Threshold", 3.0)) { Range = 4 },
        new("HardTanh", [Vector], ("Minimum", -0.5), ("Maximum", 1.5)),
        new("HardShrink", [Vector], ("Threshold", 0.8)),
        new("SoftShrink", [Vector], ("Threshold", 0.8)),
        new("ThresholdedRelu", [Vector], ("Threshold", 0.5), ("Value", -0.25)),
        new("Gelu", [Vector], ("Approximate", true)),
    ];

    /// <summary>All samples, in the order of the catalogue.</summary>
    public static IReadOnlyList<LayerSample> All { get; } =
        [.. Catalogue.Layers.Keys.SelectMany(Defaults).Concat(Given).OrderBy(s => s.Kind, StringComparer.Ordinal)];

    private static IEnumerable<LayerSample> Defaults(string kind) => Activation.All.Any(a => a.Kind == kind)
        ? [new(kind, [[23]]) { Range = 3 }, new(kind, [[3, 4, 5]]) { Range = 9 }]
        : [];
}
