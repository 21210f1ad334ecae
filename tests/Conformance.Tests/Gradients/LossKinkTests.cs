using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

/// <summary>Where a loss has a kink, PyTorch's choice of gradient is ours.</summary>
public sealed class LossKinkTests
{
    /// <summary>One sample of one value each; the loss, the values, the target and ∂loss/∂(first value).</summary>
    public static TheoryData<string, double[], double[], double> Kinks => new()
    {
        { "MeanAbsoluteErrorLoss", [0.5], [0.5], 0 },
        // Clamps pass the gradient where value and bound are equal.
        { "HingeLoss", [1], [1], -1 },
        { "HingeEmbeddingLoss", [1], [-1], -1 },
        { "MarginRankingLoss", [0.25, 0.25], [1], -1 },
        { "MarginRankingLoss", [0.25, 0.25], [-1], 1 },
        // A rectifier does not.
        { "BinaryCrossEntropyLoss", [0], [0], 0 },
        { "BinaryCrossEntropyLoss", [1], [0], 1e12 },
        { "SmoothL1Loss", [1.5], [0.5], 1 },
        { "HuberLoss", [1.5], [0.5], 1 },
        // A norm's gradient at 0 is 0.
        { "ContrastiveLoss", [0.5, 0.5], [0], 0 },
        // The variance is clamped, but its gradient is not: ½·(1/ε − 1/ε²)·dε at the clamped value, here of the mean.
        { "GaussianNegativeLogLikelihoodLoss", [1, 0], [0], 1e6 },
    };

    [Theory, MemberData(nameof(Kinks))]
    public void Gradient_at_a_kink_is_PyTorchs(string kind, double[] values, double[] target, double expected)
    {
        var sample = new LossSample(kind, [1]) { Batch = 1, Others = values.Length > 1 ? [[1]] : [] };
        var graph = TrainingGraph.Of(sample.OnParameters());
        var state = new Dictionary<string, double[]>();
        for (var i = 0; i < values.Length; i++) state[$"x{i}_rows.weight"] = [values[i]];
        var actual = Interpreter.Run(graph.Differentiated, new Feed(1, [1], target, state))[ResultKind.Gradient, "x0_rows.weight"][0];
        Assert.Equal(expected, actual, Math.Abs(expected) * 1e-12);
    }

    [Fact]
    public void A_variance_below_the_least_one_is_pulled_back()
    {
        var graph = TrainingGraph.Of(new LossSample("GaussianNegativeLogLikelihoodLoss", [1]) { Batch = 1, Others = [[1]] }.OnParameters());
        var state = new Dictionary<string, double[]> { ["x0_rows.weight"] = [1], ["x1_rows.weight"] = [0] };
        var actual = Interpreter.Run(graph.Differentiated, new Feed(1, [1], [0], state))[ResultKind.Gradient, "x1_rows.weight"][0];
        Assert.Equal(0.5 * (1e6 - 1e12), actual, 1e-3);
    }
}
