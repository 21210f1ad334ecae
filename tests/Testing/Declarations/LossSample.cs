namespace NetGen.Testing;

/// <summary>One way to use a loss.</summary>
/// <param name="Kind">The loss.</param>
/// <param name="Shape">The shape of the output it judges.</param>
/// <param name="Arguments">Its arguments by property name.</param>
internal sealed record LossSample(string Kind, int[] Shape, params (string Name, object Value)[] Arguments)
{
    /// <summary>Samples of the batch.</summary>
    public int Batch { get; init; } = 3;

    /// <summary>The outputs lie between −<see cref="Range"/> and <see cref="Range"/>.</summary>
    public double Range { get; init; } = 2;

    /// <summary>The smallest and largest real-valued target.</summary>
    public (double Low, double High) Targets { get; init; } = (-1, 1);

    /// <summary>The loss of the inputs themselves, as parameters (see <see cref="LayerSample.OnParameters"/>).</summary>
    public Declaration OnParameters() => new LayerSample("Reshape", [Shape], ("Shape", Shape)) { Batch = Batch }.OnParameters().Loss(Kind, Arguments);

    public override string ToString() => $"{Kind}({string.Join(", ", Arguments.Select(a => $"{a.Name} = {(a.Value is double[] list ? $"[{string.Join(", ", list)}]" : a.Value)}"))}) of [{string.Join(", ", Shape)}]" +
        (Range.Equals(2.0) ? "" : $", up to {Range}");
}

/// <summary>Sample uses of every loss of the catalogue.</summary>
internal static class LossSamples
{
    public static IReadOnlyList<LossSample> All { get; } =
    [
        new("CrossEntropyLoss", [5]) { Batch = 4 },
        new("CrossEntropyLoss", [4, 2, 3], ("Weight", 0.3)),
        new("CrossEntropyLoss", [6]) { Range = 30 },
        new("MeanSquaredErrorLoss", [7]),
        new("MeanSquaredErrorLoss", [2, 3, 4], ("Weight", 2.0)),
        new("MeanSquaredErrorLoss", [7], ("Reduction", 1)),
        new("CrossEntropyLoss", [4, 3], ("Reduction", 2)),
        new("CrossEntropyLoss", [5], ("LabelSmoothing", 0.2)),
        new("CrossEntropyLoss", [5], ("ClassWeights", new[] { 0.5, 2, 1, 3, 0.25 })) { Batch = 5 },
        new("CrossEntropyLoss", [4, 3], ("ClassWeights", new[] { 0.5, 2, 1, 3 }), ("IgnoreIndex", 2), ("LabelSmoothing", 0.1)) { Batch = 4 },
        new("CrossEntropyLoss", [4], ("IgnoreIndex", 1), ("Reduction", 1)) { Batch = 5 },
        new("CrossEntropyLoss", [4, 2], ("SoftTargets", true), ("LabelSmoothing", 0.1), ("ClassWeights", new[] { 0.5, 2, 1, 3 })) { Targets = (0, 1) },
        new("InnerProductLoss", [2, 5]),
        new("BinaryCrossEntropyWithLogitsLoss", [7]) { Targets = (0, 1) },
        new("BinaryCrossEntropyWithLogitsLoss", [3, 2], ("PositiveWeights", new[] { 3.0, 0.5, 1.5 })) { Targets = (0, 1) },
        new("BinaryCrossEntropyWithLogitsLoss", [1], ("PositiveWeights", new[] { 3.0 })) { Targets = (0, 1), Range = 20 },
    ];
}
