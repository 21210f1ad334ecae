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
    public string FullName => $"NetGen.Samples.{Name}";

    /// <summary>All networks. Samples of sequences have tests of their own, at many lengths.</summary>
    public static IReadOnlyList<SampleNetwork> All { get; } = [.. Layers(LayerSamples.All.Where(s => !IsRandom(s) && s.Steps == 0)), .. Layers(RemainderSamples.All)];

    public override string ToString() => Name;

    /// <summary>Whether training draws numbers: the interpreter's are others.</summary>
    private static bool IsRandom(LayerSample sample) => sample.Kind is "Dropout" or "SpatialDropout" or "RRelu";

    private static IEnumerable<SampleNetwork> Layers(IEnumerable<LayerSample> samples)
    {
        foreach (var group in samples.GroupBy(s => (Shape: string.Join("x", s.Shapes[0]), s.Range, s.Low)))
        {
            var sources = group.First().Shapes[0];
            var suffix = $"{group.Key.Shape}_upTo{group.Key.Range:0}{(group.Key.Low is null ? "" : "_positive")}{(group.First().IsRemainder ? "_remainder" : "")}";
            if (!group.First().IsRemainder)
            {
                // Behind layers every sample is run one by one, by the layers' own suite.
                yield return new($"OnInputs_{suffix}", Combine([.. group], new Declaration().Input(sources, "x"), OnInput), group.Key.Range, group.Key.Low);
                continue;
            }

            var behind = new Declaration();
            BehindLayer(behind, sources, "x");
            yield return new($"BehindLayers_{suffix}", Combine([.. group], behind, BehindLayer), 1, null);
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

    /// <summary>
    /// A value that a layer computes, in the layout such layers leave: dense of a vector, a 1×1 convolution of anything with channels. The gradient of
    /// its weights is made of the gradient of the value.
    /// </summary>
    private static void BehindLayer(Declaration declaration, int[] shape, string name)
    {
        declaration.Input(shape, $"{name}_input");
        if (shape.Length == 1) declaration.Layer("Dense", name, $"{name}_input", ("Units", shape[0]));
        else declaration.Layer($"Conv{shape.Length - 1}D", name, $"{name}_input", ("Channels", shape[0]), ("Kernel", 1));
    }
}
