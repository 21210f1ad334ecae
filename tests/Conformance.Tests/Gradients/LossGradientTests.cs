using NetGen.Generator.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

public sealed class LossGradientTests
{
    public static TheoryData<string> Samples => [.. LossSamples.All.Select(s => s.ToString())];

    [Theory, MemberData(nameof(Samples))]
    public void Every_losss_gradient_matches_finite_differences(string name)
    {
        var sample = LossSamples.All.Single(s => s.ToString() == name);
        var graph = TrainingGraph.Of(sample.OnParameters());
        var state = graph.State(sample.Range);
        sample.FillRows(state);
        GradientCheck.Assert(graph, new Feed(sample.Batch, sample.SampleNumbers(), sample.PackedTargets(graph.Built.Targets, sample.Batch), state));
    }

    [Fact]
    public void Every_loss_of_the_catalogue_has_a_sample_and_every_sample_is_of_the_catalogue() =>
        Assert.Equal(Catalogue.Losses.Keys.Order(StringComparer.Ordinal), LossSamples.All.Select(s => s.Kind).Distinct().Order(StringComparer.Ordinal));
}
