using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>Several samples side by side in one network, so that a compilation covers many: each has an output and a loss of its own.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Declaration">The declaration.</param>
/// <param name="Range">The inputs' values lie between −Range and Range,</param>
/// <param name="Low">or between this and Range.</param>
internal sealed record SampleNetwork(string Name, Declaration Declaration, double Range, double? Low)
{
    /// <summary>The class's full name.</summary>
    public string FullName => $"Sample.{Name}";

    /// <summary>Real targets' smallest and largest value.</summary>
    public (double Low, double High) Targets { get; init; } = (-1, 1);

    /// <summary>All networks.</summary>
    public static IReadOnlyList<SampleNetwork> All { get; } = [.. Layers(LayerSamples.All.Where(s => s.Kind != "Dropout")), .. Layers(RemainderSamples.All)];

    public override string ToString() => Name;

    private static IEnumerable<SampleNetwork> Layers(IEnumerable<LayerSample> samples)
    {
        foreach (var group in samples.GroupBy(s => (Shape: string.Join("x", s.Shapes[0]), s.Range, s.Low)))
        {
            var sources = group.First().Shapes[0];
            var suffix = $"{group.Key.Shape}_upTo{group.Key.Range:0}{(group.Key.Low is null ? "" : "_positive")}{(group.First().IsRemainder ? "_remainder" : "")}";
            yield return new($"OnInputs_{suffix}", Combine([.. group], new Declaration().Input(sources, "x"), OnInput), group.Key.Range, group.Key.Low);
            // The gradient of a dense layer in front is the gradient of the layers' input, times the network's.
            var chained = new Declaration().Input([5], "z");
            OnLayers(chained, sources, "x", group.Key.Low);
            yield return new($"OnLayers_{suffix}", Combine([.. group], chained, (d, shape, name) => OnLayers(d, shape, name, group.Key.Low)), 1, null);
        }
    }

    private static Declaration Combine(LayerSample[] samples, Declaration declaration, Action<Declaration, int[], string> addSource)
    {
        for (var i = 0; i < samples.Length; i++)
            for (var j = 1; j < samples[i].Shapes.Length; j++) addSource(declaration, samples[i].Shapes[j], $"x{i}_{j}");
        for (var i = 0; i < samples.Length; i++)
        {
            string[] others = [.. Enumerable.Range(1, samples[i].Shapes.Length - 1).Select(j => $"x{i}_{j}")];
            declaration.Layer(samples[i].Kind, OutputName(samples, i), "x", others.Length == 0 ? samples[i].Arguments : [.. samples[i].Arguments, ("Others", others)]);
        }

        for (var i = 0; i < samples.Length; i++) declaration.Output(OutputName(samples, i));
        for (var i = 0; i < samples.Length; i++) declaration.LossOn(OutputName(samples, i), "MeanSquaredErrorLoss", ("Weight", 1 + (0.25 * i)));
        return declaration;
    }

    private static string OutputName(LayerSample[] samples, int i) => $"y{i}_{samples[i].Kind}";

    private static void OnInput(Declaration declaration, int[] shape, string name) => declaration.Input(shape, name);

    private static void OnLayers(Declaration declaration, int[] shape, string name, double? low)
    {
        declaration.Layer("Dense", $"{name}_dense", "z", ("Units", shape.Aggregate(1, (product, extent) => product * extent)));
        declaration.Layer("Reshape", low is null ? name : $"{name}_any", null, ("Shape", shape));
        if (low is { } least) declaration.Layer("Activation", name, null, ("Expression", $"x * x + {least}"));
    }
}
