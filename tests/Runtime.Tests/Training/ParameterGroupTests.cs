using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class ParameterGroupTests
{
    private static readonly NetworkInfo s_info = SoftmaxRegression.Describe(
        "Stack", [("dense1.weight", "dense1", 3), ("dense1.bias", "dense1", 2), ("dense2.weight", "dense2", 4)]);

    [Fact]
    public void A_layer_learns_at_its_own_rate()
    {
        var optimizer = new Sgd(learningRate: 1).ForLayers(s_info, "dense1", learningRateScale: 0.5f);
        var w = new float[9];
        optimizer.Step(w, Enumerable.Repeat(-1f, 9).ToArray());
        Assert.Equal([0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1, 1, 1], w);
    }

    [Fact]
    public void A_single_tensor_can_be_named_and_exempted_from_decay()
    {
        var optimizer = new Sgd(learningRate: 1, weightDecay: 0.5f)
            .ForParameters(s_info, parameter => parameter.Name.EndsWith(".bias", StringComparison.Ordinal), weightDecayScale: 0);
        var w = Enumerable.Repeat(1f, 9).ToArray();
        optimizer.Step(w, new float[9]);
        Assert.Equal([0.5f, 0.5f, 0.5f, 1, 1, 0.5f, 0.5f, 0.5f, 0.5f], w);
        Assert.Equal("dense1.bias", Assert.Single(optimizer.Groups).Name);
    }

    [Fact]
    public void A_frozen_layer_rests_with_its_state_and_can_be_thawed()
    {
        var optimizer = new Adam(learningRate: 0.1f).Freeze(s_info, "dense2");
        var w = new float[9];
        var gradient = Enumerable.Repeat(1f, 9).ToArray();
        optimizer.Step(w, gradient);
        Assert.All(w[5..], x => Assert.Equal(0, x));
        Assert.All(w[..5], x => Assert.Equal(-0.1f, x, 1e-6f));
        optimizer.Unfreeze(s_info, "dense2");
        optimizer.Step(w, gradient);
        Assert.All(w[5..], x => Assert.True(x < 0));
    }

    [Fact]
    public void Freezing_keeps_the_scales()
    {
        var optimizer = new Sgd(1).ForLayers(s_info, ["dense1", "dense2"], learningRateScale: 0.25f).Freeze(s_info, "dense1");
        optimizer.Unfreeze(s_info, "dense1");
        Assert.All(optimizer.Groups, group => Assert.Equal((0.25f, false), (group.LearningRateScale, group.IsFrozen)));
    }

    [Fact]
    public void Groups_change_no_bit_when_their_options_are_the_same()
    {
        var random = new Random(1);
        var plain = Enumerable.Range(0, 9).Select(_ => random.NextSingle()).ToArray();
        var grouped = plain.ToArray();
        var gradient = Enumerable.Range(0, 9).Select(_ => random.NextSingle()).ToArray();
        var (first, second) = (new Adam(), new Adam().ForLayers(s_info, "dense1"));
        for (var i = 0; i < 5; i++)
        {
            first.Step(plain, gradient);
            second.Step(grouped, gradient);
        }

        Assert.Equal(plain, grouped);
    }

    [Fact]
    public void An_unknown_layer_is_named_with_those_that_exist()
    {
        var problem = Assert.Throws<ArgumentException>(() => new Sgd(1).Freeze(s_info, "dense3"));
        Assert.Contains("'dense3'", problem.Message, StringComparison.Ordinal);
        Assert.Contains("dense1, dense2", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_of_a_larger_network_are_refused()
    {
        var optimizer = new Sgd(1).Freeze(s_info, "dense2");
        var problem = Assert.Throws<ArgumentException>(() => optimizer.Step(new float[6], new float[6]));
        Assert.Contains("dense2.weight", problem.Message, StringComparison.Ordinal);
    }
}
