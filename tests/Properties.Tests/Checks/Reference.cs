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
    private readonly Feed _feed;

    private Reference(RandomNetwork network, NetworkSpec specification)
    {
        _specification = specification;
        Inference = Build(GraphMode.Inference);
        Training = Build(GraphMode.Training);
        _feed = new Feed(network.Batch, Inputs(network.Batch), Targets(network.Batch), State());
    }

    public BuiltNetwork Inference { get; }

    public BuiltNetwork Training { get; }

    public Feed Feed => _feed;

    public static Reference Of(RandomNetwork network, string name) => new(network, network.Specification(name));

    /// <summary>Outputs, loss, gradients and buffers by name; with rounding errors where a seed is given.</summary>
    public Dictionary<string, double[]> Run(ulong? rounding = null) => Run(
        Inference.Graph, Training.Graph, rounding is null ? _feed : _feed with { Rounding = new(1000 * rounding.Value, Unit) });

    /// <summary>The same of graphs that passes made of these.</summary>
    public Dictionary<string, double[]> Run(TensorGraph forward, TensorGraph gradient) => Run(forward, gradient, _feed);

    /// <summary>
    /// The largest difference that may be between the interpreter and a 32-bit program, by name: the tolerance of the conformance tests, or more where
    /// rounding errors are seen to grow more. Null where they decide the result.
    /// </summary>
    public Dictionary<string, double>? Tolerances(Dictionary<string, double[]> exact, int runs)
    {
        var tolerances = exact.ToDictionary(e => e.Key, e => (2e-5 * Math.Max(0.05, e.Value.Select(Math.Abs).DefaultIfEmpty().Max())) + 2e-7, StringComparer.Ordinal);
        for (var run = 1; run <= runs; run++)
        {
            foreach (var (name, moved) in Run((ulong)run))
            {
                var deviation = moved.Zip(exact[name], (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max();
                if (!(deviation <= (Chaotic * exact[name].Select(Math.Abs).DefaultIfEmpty().Max()) + 1e-5)) return null;
                tolerances[name] = Math.Max(tolerances[name], 6 * deviation);
            }
        }

        return tolerances;
    }

    private static Dictionary<string, double[]> Run(TensorGraph forward, TensorGraph gradient, Feed feed)
    {
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal)
        {
            ["outputs"] = Interpreter.Run(forward, feed, r => r.Kind == ResultKind.Output).Outputs(feed.Batch),
        };
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

    private double[] Inputs(int batch) => Noise.Values(3, batch * (int)Inference.Graph.Nodes.OfType<InputNode>().Where(n => !n.IsTarget).Sum(n => n.ElementCount), -1, 1);

    private double[] Targets(int batch)
    {
        var packed = new List<double>();
        for (var sample = 0; sample < batch; sample++)
        {
            foreach (var target in Training.Targets.Select(t => t.Target))
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var uniform = Noise.Uniform(99, packed.Count);
                    packed.Add(target.Kind == TargetKind.Labels ? Math.Floor(uniform * target.Classes) : (float)((2 * uniform) - 1));
                }
            }
        }

        return [.. packed];
    }

    /// <summary>Weights of either sign, none near 0, that keep values of about one size from layer to layer.</summary>
    private Dictionary<string, double[]> State()
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var p in Inference.Graph.Nodes.OfType<ParameterNode>())
        {
            var (count, seed) = ((int)p.ElementCount, 100 + (ulong)state.Count);
            var scale = p.CanonicalShape.Length < 2 ? 1 : Math.Min(1, 2 / Math.Sqrt(count / (double)p.CanonicalShape[0]));
            state[p.Name] = p.Name.EndsWith("running_var", StringComparison.Ordinal)
                ? Noise.Values(seed, count, 0.5, 1.5)
                : [.. Noise.Values(seed, count, -0.5, 0.5).Select(w => (double)(float)(scale * (w + (w < 0 ? -0.2 : 0.2))))];
        }

        return state;
    }
}
