using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Testing;

namespace NetGen.Conformance.Graph;

/// <summary>Graphs of sequences: the axis of the steps has a name, and what is computed of T steps is what a network of T fixed steps computes.</summary>
public sealed class NamedAxesTests
{
    private const double Tolerance = 1e-12;

    private static readonly NamedAxis Time = NamedAxis.Time(40);

    /// <summary>[steps, 5] → [steps, 3], by every kind of layer that takes sequences.</summary>
    private static NetworkSpec Network(int? steps, string loss = "MeanSquaredErrorLoss")
    {
        var declaration = steps is { } count ? new Declaration().Input([count, 5]) : new Declaration().Sequence([5], Time.Greatest);
        return declaration
            .Layer("Dense", "first", null, ("Units", 6))
            .Layer("Tanh")
            .Layer("LayerNorm", "norm", null)
            .Layer("Dense", "gate", "first", ("Units", 6))
            .Layer("Softmax")
            .Layer("Multiply", ("Others", new[] { "norm" }))
            .Layer("Add", ("Others", new[] { "first" }))
            .Layer("Concat", ("Others", new[] { "gate" }), ("Axis", 1))
            .Layer("Dense", ("Units", 3), ("Bias", false))
            .Loss(loss)
            .ToSpec("Sequence");
    }

    private static BuiltNetwork Build(NetworkSpec spec)
    {
        var problems = new List<Problem>();
        return GraphBuilder.Build(spec, GraphMode.Training, withLoss: true, problems) ?? throw new InvalidOperationException(string.Join("; ", problems.Select(p => $"{p.Id} {string.Join(" ", p.Arguments)}")));
    }

    private static BuiltNetwork Steps(NetworkSpec spec)
    {
        var problems = new List<Problem>();
        return TimeAxisPass.Run(Build(spec), spec, problems) ?? throw new InvalidOperationException(string.Join("; ", problems.SelectMany(p => p.Arguments)));
    }

    private static TensorGraph Differentiated(BuiltNetwork network)
    {
        DifferentiatePass.Run(network.Graph, network.Seeds);
        network.Graph.Verify("differentiate");
        return network.Graph;
    }

    private static Feed FeedOf(int batch, int steps) => new(
        batch, Values(batch * steps * 5, 1), Values(batch * steps * 3, 2), Build(Network(null)).Graph.Nodes.OfType<ParameterNode>().ToDictionary(p => p.Name, p => Values((int)p.ElementCount, 3 + (ulong)p.Id)))
    {
        Steps = steps,
    };

    private static double[] Values(int count, ulong seed) => [.. Enumerable.Range(0, count).Select(i => (2 * Noise.Uniform(seed, i)) - 1)];

    [Fact]
    public void A_sequence_before_its_steps_are_samples() => Snapshot.Matches(Build(Network(null)).Graph.ToString());

    [Fact]
    public void A_sequence_whose_steps_are_samples() => Snapshot.Matches(Steps(Network(null)).Graph.ToString());

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 7)]
    [InlineData(3, 4)]
    [InlineData(2, 40)]
    public void A_sequence_computes_what_as_many_fixed_steps_compute(int batch, int steps)
    {
        var feed = FeedOf(batch, steps);
        Same(Interpreter.Run(Differentiated(Build(Network(steps))), feed), Interpreter.Run(Differentiated(Build(Network(null))), feed));
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(3, 4)]
    public void Steps_as_samples_compute_what_the_sequence_computes(int batch, int steps)
    {
        var feed = FeedOf(batch, steps);
        var expected = Interpreter.Run(Differentiated(Build(Network(null))), feed);
        var rows = feed with { Batch = batch * steps, Total = batch * steps, Steps = 1 };
        Same(expected, Interpreter.Run(Differentiated(Steps(Network(null))), rows));

        // The steps of a graph with its gradients can be moved as well.
        var spec = Network(null);
        var network = Build(spec);
        Differentiated(network);
        Same(expected, Interpreter.Run(TimeAxisPass.Run(network, spec, [])!.Graph, rows));
    }

    [Fact]
    public void The_gradient_of_a_sequence_agrees_with_differences()
    {
        var feed = FeedOf(2, 3);
        var graph = Differentiated(Build(Network(null)));
        var gradients = Interpreter.Run(graph, feed).Of(ResultKind.Gradient);
        Assert.Equal(7, gradients.Count);
        foreach (var (name, gradient) in gradients)
            Assert.Equal(FiniteDifferences.Gradient(graph, feed, name), gradient, (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void Labels_of_a_sequence_are_one_a_step_and_their_classes_its_features()
    {
        var network = Build(Network(null, "CrossEntropyLoss"));
        Assert.Equal("T", network.Targets.Single().Target.Shape.ToString());
        Assert.Equal(3, network.Targets.Single().Target.Classes);

        // PyTorch's cross_entropy of [batch·T, classes] and [batch·T].
        var feed = FeedOf(2, 5) with { Targets = [.. Enumerable.Range(0, 10).Select(i => (double)(i * i % 3))] };
        var results = Interpreter.Run(Differentiated(network), feed);
        var scores = results.Of(ResultKind.Output).Values.Single();
        var expected = Enumerable.Range(0, 10).Average(step => Math.Log(Enumerable.Range(0, 3).Sum(c => Math.Exp(scores[(step * 3) + c]))) - scores[(step * 3) + (int)feed.Targets[step]]);
        Assert.Equal(expected, results.Loss, 1e-12);
        var graph = Differentiated(Steps(Network(null, "CrossEntropyLoss")));
        var rows = Interpreter.Run(graph, feed with { Batch = 10, Total = 10, Steps = 1 });
        Same(results, rows);
        foreach (var (name, gradient) in rows.Of(ResultKind.Gradient))
            Assert.Equal(FiniteDifferences.Gradient(graph, feed with { Batch = 10, Total = 10, Steps = 1 }, name), gradient, (a, b) => Math.Abs(a - b) < 1e-8);
    }

    [Fact]
    public void An_axis_has_one_length()
    {
        var graph = new TensorGraph();
        var a = graph.Add(new InputNode("a", [NamedAxis.Time(3)], isTarget: false, 0));
        var b = graph.Add(new InputNode("b", [NamedAxis.Time(4)], isTarget: false, 1));
        Assert.Throws<NamedExtentException>(() => graph.Add(new ConcatNode(0, a, b)));
        graph.Add(new MapNode(Expr.Input(0) + Expr.Input(1), [1], [new(a, [0]), new(b, [0])]));
        Assert.Contains("several lengths", Assert.Throws<InvalidOperationException>(() => graph.Verify("test")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_number_is_not_the_length_of_an_axis()
    {
        var graph = new TensorGraph();
        var x = graph.Add(new InputNode("x", [Time, 5], isTarget: false, 0));
        Assert.Throws<NamedExtentException>(() => x.Shape);
        Assert.Throws<NamedExtentException>(() => x.ElementCount);
        Assert.Equal("f32[N, T, 5]", x.ShapeText);
        graph.Add(new MapNode(Expr.Input(0), [Time.Greatest, 5], [Operand.Same(x)]));
        Assert.Contains("cannot broadcast", Assert.Throws<InvalidOperationException>(() => graph.Verify("test")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => FixedLengths.Of(Build(Network(null)).Graph, Time.Greatest + 1));
    }

    private static void Same(Interpretation expected, Interpretation actual)
    {
        foreach (var kind in new[] { ResultKind.Output, ResultKind.Loss, ResultKind.Gradient })
        {
            Assert.Equal(expected.Of(kind).Keys, actual.Of(kind).Keys);
            foreach (var (name, values) in expected.Of(kind)) Assert.Equal(values, actual.Of(kind)[name], (a, b) => Math.Abs(a - b) <= Tolerance * (1 + Math.Abs(a)));
        }
    }
}
