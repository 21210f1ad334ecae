using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

/// <summary>Compares the derived backward pass with central differences of the loss, both in double precision.</summary>
internal static class GradientCheck
{
    /// <summary>Truncation is about 1e-11 of the third derivative and rounding about 1e-11 of the loss: this leaves two orders of magnitude.</summary>
    private const double RelativeTolerance = 1e-7, AbsoluteTolerance = 2e-9;

    public static void Assert(TrainingGraph graph, Feed feed)
    {
        var derived = Interpreter.Run(graph.Differentiated, feed);
        var forward = Interpreter.Run(graph.Forward, feed);
        Xunit.Assert.Equal(forward.Loss, derived.Loss, 12);
        var parameters = graph.Forward.Nodes.OfType<ParameterNode>().Where(p => p.Trained).ToList();
        Xunit.Assert.NotEmpty(parameters);
        Xunit.Assert.Equal(parameters.Select(p => p.Name).Order(), derived.Of(ResultKind.Gradient).Keys.Order());
        foreach (var parameter in parameters)
        {
            var expected = FiniteDifferences.Gradient(graph.Forward, feed, parameter.Name);
            var actual = derived[ResultKind.Gradient, parameter.Name];
            Xunit.Assert.Equal(expected.Length, actual.Length);
            var tolerance = (RelativeTolerance * expected.Max(Math.Abs)) + (AbsoluteTolerance * Math.Max(1, Math.Abs(forward.Loss)));
            for (var i = 0; i < expected.Length; i++)
            {
                // Written so that NaN fails.
                if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                    Xunit.Assert.Fail($"d loss / d {parameter.Name}[{i}] is {actual[i]:G9}, differences give {expected[i]:G9} (tolerance {tolerance:G2})\n{graph.Differentiated}");
            }
        }
    }
}
