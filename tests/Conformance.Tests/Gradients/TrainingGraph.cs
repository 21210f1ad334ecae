using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Testing;

namespace NetGen.Conformance.Gradients;

/// <summary>A declaration as its training graph, before and after differentiation.</summary>
internal sealed class TrainingGraph
{
    private TrainingGraph(TensorGraph forward, TensorGraph differentiated, BuiltNetwork built)
    {
        Forward = forward;
        Differentiated = differentiated;
        Built = built;
    }

    public TensorGraph Forward { get; }

    public TensorGraph Differentiated { get; }

    public BuiltNetwork Built { get; }

    public static TrainingGraph Of(Declaration declaration)
    {
        var spec = declaration.ToSpec("Sample");
        var forward = Build(spec);
        forward.Graph.Verify("build");
        var built = Build(spec);
        DifferentiatePass.Run(built.Graph, built.Seeds);
        built.Graph.Verify("differentiate");
        return new(forward.Graph, built.Graph, built);
    }

    /// <summary>Values for every parameter and buffer, fixed by their names; variances stay positive.</summary>
    public Dictionary<string, double[]> State(double range)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var parameter in Forward.Nodes.OfType<ParameterNode>())
        {
            var low = parameter.Name.EndsWith("running_var", StringComparison.Ordinal) ? 0.5 : -range;
            state[parameter.Name] = Noise.Values((ulong)state.Count + 1, (int)parameter.ElementCount, low, range);
        }

        return state;
    }

    private static BuiltNetwork Build(NetworkSpec spec)
    {
        var problems = new List<Problem>();
        var built = GraphBuilder.Build(spec, GraphMode.Training, withLoss: true, problems);
        Assert.True(problems.Count == 0, string.Join("\n", problems.Select(p => $"{p.Id} {string.Join(" ", p.Arguments)}")));
        return built!;
    }
}
