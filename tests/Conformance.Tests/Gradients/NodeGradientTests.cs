using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

/// <summary>Gradients of nodes that no layer uses in that way yet, so that the next one that does gets them right, or an error.</summary>
public sealed class NodeGradientTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_maximum_passes_its_gradient_to_the_largest_element(int axis)
    {
        double[] values = [0.3, -1, 2.5, 0.7, 1.1, 0.2, -0.4, 3, 0.9, 1.3, -2, 0.5];
        var graph = OfMaximum(axis, isShift: false);
        var feed = new Feed(1, [], [], new Dictionary<string, double[]> { ["p"] = values });
        var expected = FiniteDifferences.Gradient(graph, feed, "p");
        var actual = Differentiated(graph, feed);
        Assert.Equal(expected, actual, (a, b) => Math.Abs(a - b) < 1e-8);
        Assert.Equal(axis == 0 ? 4 : 3, actual.Count(g => g != 0));
    }

    [Fact]
    public void Equal_elements_share_the_gradient_of_their_maximum()
    {
        var feed = new Feed(1, [], [], new Dictionary<string, double[]> { ["p"] = [1, 2, 2, 0, 5, 5, 5, 5, -1, -3, -3, -2] });
        Assert.Equal([0, 2, 2, 0, 2.5, 2.5, 2.5, 2.5, -2, 0, 0, 0], Differentiated(OfMaximum(axis: 1, isShift: false), feed));
    }

    [Fact]
    public void A_maximum_that_cancels_has_no_gradient()
    {
        var graph = OfMaximum(axis: 1, isShift: true);
        DifferentiatePass.Run(graph, [(graph.Of(ResultKind.Loss).Single().Node, graph.Add(new MapNode(Expr.One, [], [])))]);
        Assert.Empty(graph.Of(ResultKind.Gradient));
    }

    [Fact]
    public void A_maximum_of_what_is_not_stored_is_refused_instead_of_forgotten()
    {
        var graph = new TensorGraph();
        var p = graph.Add(new ParameterNode("p", [3], InitialValues.Zeros, trained: true));
        var loss = graph.Add(new ReduceNode(ReduceKind.Maximum, Expr.Exp(Expr.Input(0)), [3], [Operand.Same(p)], [0], overBatch: false));
        var refused = Assert.Throws<InvalidOperationException>(() => DifferentiatePass.Run(graph, [(loss, graph.Add(new MapNode(Expr.One, [], [])))]));
        Assert.Contains("maximum exp", refused.Message, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>PyTorch: x⁰ does not depend on x, 0ʸ not on y where y is not negative.</summary>
    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(0, 1, 1, 0)]
    [InlineData(0, 2.5, 0, 0)]
    [InlineData(2, 0, 0, 0.6931471805599453)]
    [InlineData(2, 3, 12, 5.545177444479562)]
    public void Powers_have_finite_gradients_at_zero(double x, double y, double byBase, double byExponent)
    {
        var power = Expr.Pow(Expr.Input(0), Expr.Input(1));
        Assert.Equal(byBase, Graph.ScalarEvaluation.At(ExprDerivative.Of(power, 0), x, y), 1e-12);
        Assert.Equal(byExponent, Graph.ScalarEvaluation.At(ExprDerivative.Of(power, 1), x, y), 1e-12);
    }

    /// <summary>Σ (max of p along an axis)² over [3, 4].</summary>
    private static TensorGraph OfMaximum(int axis, bool isShift)
    {
        var graph = new TensorGraph();
        var p = graph.Add(new ParameterNode("p", [3, 4], InitialValues.Zeros, trained: true));
        var maximum = graph.Add(new ReduceNode(ReduceKind.Maximum, Expr.Input(0), [3, 4], [Operand.Same(p)], [axis], overBatch: false) { IsShift = isShift });
        var loss = graph.Add(new ReduceNode(ReduceKind.Sum, Expr.Input(0) * Expr.Input(0), maximum.Shape, [Operand.Same(maximum)], [0], overBatch: false));
        graph.Results.Add(new(ResultKind.Loss, "loss", loss));
        return graph;
    }

    private static double[] Differentiated(TensorGraph graph, Feed feed)
    {
        DifferentiatePass.Run(graph, [(graph.Of(ResultKind.Loss).Single().Node, graph.Add(new MapNode(Expr.One, [], [])))]);
        graph.Verify("differentiate");
        return Interpreter.Run(graph, feed)[ResultKind.Gradient, "p"];
    }
}
