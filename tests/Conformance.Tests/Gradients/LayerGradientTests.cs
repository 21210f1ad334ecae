using NetGen.Generator.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

public sealed class LayerGradientTests
{
    public static TheoryData<string> Samples => [.. LayerSamples.All.Select(s => s.ToString())];

    [Theory, MemberData(nameof(Samples))]
    public void Every_layers_gradient_matches_finite_differences(string name)
    {
        var sample = LayerSamples.All.Single(s => s.ToString() == name);
        var graph = TrainingGraph.Of(sample.OnParameters().Loss("MeanSquaredErrorLoss"));
        var state = graph.State(1.5);
        foreach (var rows in state.Keys.Where(k => k.EndsWith("_rows.weight", StringComparison.Ordinal)))
            state[rows] = Noise.Values(17 + (ulong)rows[1], state[rows].Length, sample.Low ?? -sample.Range, sample.Range);
        var targets = Noise.Values(99, sample.Batch * Math.Max(1, IsOfSequences(sample) ? 1 : sample.Steps) * graph.Built.TargetLength, -1, 1);
        GradientCheck.Assert(graph, new Feed(sample.Batch, sample.SampleNumbers(), targets, state) { Steps = Math.Max(1, sample.Steps) });
    }

    private static bool IsOfSequences(LayerSample sample) => sample.Arguments.Any(a => a is { Name: "LastOnly", Value: true });

    [Fact]
    public void Every_layer_of_the_catalogue_has_a_sample_and_every_sample_is_of_the_catalogue() =>
        Assert.Equal(Catalogue.Layers.Keys.Order(StringComparer.Ordinal), LayerSamples.All.Select(s => s.Kind).Distinct().Order(StringComparer.Ordinal));
}
