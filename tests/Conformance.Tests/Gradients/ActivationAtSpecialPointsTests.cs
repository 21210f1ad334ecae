using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

/// <summary>Zeros are common inputs (padding, the output of a rectifier): where a function is smooth there, so must be its gradient.</summary>
public sealed class ActivationAtSpecialPointsTests
{
    private static readonly double[] Points = [0, -0.5, 0.5, -1, 1, -3, 3, 6, -6, 20, -20];

    public static TheoryData<string> Kinds => [.. Activation.All.Select(a => a.Kind)];

    [Theory, MemberData(nameof(Kinds))]
    public void Where_both_sides_agree_so_does_the_gradient(string kind)
    {
        var graph = TrainingGraph.Of(new LayerSample(kind, [[1]]) { Batch = 1 }.OnParameters().Loss("MeanSquaredErrorLoss"));
        foreach (var x in Points)
        {
            // L = (f(x) − t)² with t = f(x) − ½ has dL/dx = f'(x).
            double f = Value(graph, x), left = (f - Value(graph, x - 1e-6)) / 1e-6, right = (Value(graph, x + 1e-6) - f) / 1e-6;
            if (Math.Abs(left - right) > 1e-4) continue;
            var actual = Interpreter.Run(graph.Differentiated, FeedOf(x, f - 0.5))[ResultKind.Gradient, "x0_rows.weight"][0];
            Assert.True(Math.Abs(actual - ((left + right) / 2)) <= 1e-5, $"{kind}'({x}) is {actual:G6}, but {left:G6} from the left and {right:G6} from the right");
        }
    }

    private static double Value(TrainingGraph graph, double x) => Interpreter.Run(graph.Forward, FeedOf(x, 0))[ResultKind.Output, "layer"][0];

    private static Feed FeedOf(double x, double target) => new(1, [1], [target], new Dictionary<string, double[]> { ["x0_rows.weight"] = [x] });
}
