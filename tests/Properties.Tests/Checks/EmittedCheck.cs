using NetGen.Generator.Graph;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>Random networks compiled together, each for one instruction set of this machine, and held against the interpreter.</summary>
internal sealed class EmittedCheck
{
    private static readonly InstructionSet[] Isas = [.. InstructionSet.Here];
    private readonly List<(Genome Genome, RandomNetwork Network, string Name)> _networks;
    private readonly NetworkBatch _batch;

    public EmittedCheck(IReadOnlyList<Genome> genomes)
    {
        _networks = [.. genomes.Select((g, i) => (g, RandomNetwork.Of(g), $"Random{i}"))];
        _batch = NetworkBatch.Compile([.. _networks.Select(n => n.Network.Source(n.Name, $"Targets.{IsaOf(n.Network).Name}"))]);
    }

    /// <summary>Networks whose results rounding decides, so that there was nothing to compare.</summary>
    public int Chaotic { get; private set; }

    /// <summary>The first network that fails, and why; null when none does.</summary>
    public (Genome Genome, string Why)? Failure()
    {
        foreach (var (genome, network, name) in _networks)
            if (Failure(network, name) is { } why) return (genome, $"{IsaOf(network).Name}, batch of {network.Batch}: {why}");
        return null;
    }

    /// <summary>What is wrong with one network, or null.</summary>
    public static string? FailureOf(Genome genome) => new EmittedCheck([genome]).Failure()?.Why;

    private string? Failure(RandomNetwork network, string name)
    {
        try
        {
            var emitted = CompiledNetwork.Of(_batch.TypeOf($"NetGen.Samples.{name}"), IsaOf(network));
            foreach (var layer in emitted.Info.Layers)
                if (!layer.OutputShape.SequenceEqual(network.Shapes[layer.Name])) return $"{layer.Name} is described as [{string.Join(", ", layer.OutputShape)}]";
            return Failure(Reference.Of(network, name), emitted);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    private string? Failure(Reference reference, CompiledNetwork emitted)
    {
        var exact = reference.Run();
        if (exact.Values.Any(v => v.Any(e => !double.IsFinite(e) || Math.Abs(e) > 1e30)) || reference.Tolerances(exact, runs: 2) is not { } tolerances)
        {
            Chaotic++;
            return null;
        }

        var actual = Run(reference, emitted);
        if (Agreement.Difference(exact, actual, name => tolerances[name]) is null) return null;
        // A value near a kink may fall on either side of it: more runs show how far that moves the results.
        if (reference.Tolerances(exact, runs: 24) is { } wider) return Agreement.Difference(exact, actual, name => wider[name]);
        Chaotic++;
        return null;
    }

    private static Dictionary<string, double[]> Run(Reference reference, CompiledNetwork emitted)
    {
        var feed = reference.Feed;
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal) { ["outputs"] = emitted.Forward(feed.Batch, feed.Inputs, feed.State) };
        var trained = emitted.Gradient(feed.Batch, feed.Inputs, feed.Targets, feed.State);
        values["loss"] = [trained.Loss];
        foreach (var (name, value) in trained.Gradients) values[$"gradient of {name}"] = value;
        // Buffers that training does not change are none of its results.
        var changed = reference.Training.Graph.Of(ResultKind.Buffer).Select(r => r.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, value) in trained.Buffers.Where(b => changed.Contains(b.Key))) values[$"new {name}"] = value;
        foreach (var parameter in reference.Inference.Graph.Nodes.OfType<ParameterNode>().Where(p => p.Trained))
            if (!reference.Training.Graph.Of(ResultKind.Gradient).Any(r => r.Name == parameter.Name)) values.Remove($"gradient of {parameter.Name}");
        return values;
    }

    private static InstructionSet IsaOf(RandomNetwork network) => Isas[network.Isa % Isas.Length];
}
