using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Generator.Model;
using NetGen.Generator.Passes;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>
/// A network, data for it, and what the interpreter computes before any optimisation: results, and how far rounding errors of 32-bit arithmetic move them.
/// </summary>
internal sealed class Reference
{
    /// <summary>Twice the rounding unit of 32-bit floats: an operation and the reading of its operand.</summary>
    private const double Unit = 1.2e-7;

    /// <summary>Beyond this share of the largest value, rounding alone decides the result.</summary>
    private const double Chaotic = 1e-3;

    private readonly NetworkSpec _specification;

    private Reference(RandomNetwork network, NetworkSpec specification)
    {
        _specification = specification;
        Inference = Build(GraphMode.Inference);
        Training = Build(GraphMode.Training);
        Feed = RandomData.Of(network, this);
    }

    public BuiltNetwork Inference { get; }

    public BuiltNetwork Training { get; }

    public Feed Feed { get; }

    public static Reference Of(RandomNetwork network, string name) => new(network, network.Specification(name));

    /// <summary>Outputs, losses, gradients and buffers by name; with rounding errors where a seed is given.</summary>
    public Dictionary<string, double[]> Run(ulong? rounding = null) => Run(
        Inference.Graph, Training.Graph, rounding is null ? Feed : Feed with { Rounding = new(1000 * rounding.Value, Unit) });

    /// <summary>The same of graphs that passes made of these.</summary>
    public Dictionary<string, double[]> Run(TensorGraph forward, TensorGraph gradient) => Run(forward, gradient, Feed);

    /// <summary>The outputs where the inputs are others.</summary>
    public double[] Outputs(double[] inputs) => Interpreter.Run(Inference.Graph, Feed with { Inputs = inputs }, r => r.Kind == ResultKind.Output).Outputs(Feed.Batch);

    /// <summary>The difference that may always be between the interpreter and a 32-bit program, by name: the tolerance of the conformance tests.</summary>
    public static Dictionary<string, double> Tolerances(Dictionary<string, double[]> exact) =>
        exact.ToDictionary(e => e.Key, e => (2e-5 * Math.Max(0.05, e.Value.Select(Math.Abs).DefaultIfEmpty().Max())) + 2e-7, StringComparer.Ordinal);

    /// <summary>The same, or more where rounding errors are seen to grow more. Null where they decide the result.</summary>
    public Dictionary<string, double>? Tolerances(Dictionary<string, double[]> exact, int runs)
    {
        var tolerances = Tolerances(exact);
        for (var run = 1; run <= runs; run++)
        {
            foreach (var (name, moved) in Run((ulong)run))
            {
                if (!tolerances.ContainsKey(name)) continue;
                var deviation = moved.Zip(exact[name], (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max();
                if (!(deviation <= (Chaotic * exact[name].Select(Math.Abs).DefaultIfEmpty().Max()) + 1e-5)) return null;
                tolerances[name] = Math.Max(tolerances[name], 6 * deviation);
            }
        }

        return tolerances;
    }

    private static Dictionary<string, double[]> Run(TensorGraph forward, TensorGraph gradient, Feed feed)
    {
        var inferred = Interpreter.Run(forward, feed, r => r.Kind is ResultKind.Output or ResultKind.Loss);
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal) { ["outputs"] = inferred.Outputs(feed.Batch) };
        if (forward.Results.Any(r => r.Kind == ResultKind.Loss)) values["evaluated loss"] = [inferred.Loss];
        var trained = Interpreter.Run(gradient, feed, r => r.Kind != ResultKind.Output);
        values["loss"] = [trained.Loss];
        foreach (var (name, value) in trained.Of(ResultKind.Gradient)) values[$"gradient of {name}"] = value;
        foreach (var (name, value) in trained.Of(ResultKind.Buffer)) values[$"new {name}"] = value;
        return values;
    }

    private BuiltNetwork Build(GraphMode mode)
    {
        var problems = new List<Problem>();
        var built = GraphBuilder.Build(_specification, mode, withLoss: true, problems);
        Assert.True(built is not null && problems.Count == 0, $"refused: {string.Join("; ", problems.Select(p => $"{p.Id} at element {p.Position}: {string.Join(" ", p.Arguments)}"))}");
        DifferentiatePass.Run(built!.Graph, mode == GraphMode.Training ? built.Seeds : []);
        built.Graph.Verify("differentiate");
        return built;
    }
}
