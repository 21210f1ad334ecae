using System.Diagnostics;
using NetGen.Generator.Graph;
using NetGen.Generator.Passes;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>
/// Random networks compiled together and held against the interpreter, on every instruction set whose code this machine can run: outputs of the batch and of
/// single samples, losses, gradients and buffers, whatever the memory held before; and where outputs are NaN if an input is.
/// </summary>
internal sealed class EmittedCheck : IDisposable
{
    /// <summary>A number that comparisons and maxima do not hide, as they hide NaN.</summary>
    private const float Garbage = 1e30f;

    private static readonly InstructionSet[] Isas = [.. InstructionSet.Executable];
    private readonly List<(Genome Genome, RandomNetwork Network, string Name)> _networks;
    private readonly PaddingCheck _padding;

    public EmittedCheck(IReadOnlyList<Genome> genomes)
    {
        var time = Stopwatch.StartNew();
        _networks = [.. genomes.Select((g, i) => (g, RandomNetwork.Of(g), $"Random{i}"))];
        _padding = PaddingCheck.Compile([.. _networks.Select(n => n.Network.Source(n.Name, InstructionSet.ExecutableTargets))]);
        Times["compiling"] = time.Elapsed;
    }

    /// <summary>What took how long.</summary>
    public Dictionary<string, TimeSpan> Times { get; } = new(StringComparer.Ordinal);

    /// <summary>Networks whose results rounding decides, so that there was nothing to compare.</summary>
    public int Chaotic { get; private set; }

    public void Dispose() => _padding.Batch.Dispose();

    /// <summary>The networks that fail, and why.</summary>
    public IEnumerable<(Genome Genome, string Why)> Failures()
    {
        foreach (var (genome, network, name) in _networks)
            if (Failure(network, name) is { } why) yield return (genome, $"{why} (batch of {network.Batch})");
    }

    /// <summary>What is wrong with one network, or null.</summary>
    public static string? FailureOf(Genome genome)
    {
        using var check = new EmittedCheck([genome]);
        return check.Failures().FirstOrDefault().Why;
    }

    private string? Failure(RandomNetwork network, string name)
    {
        try
        {
            var fullName = $"NetGen.Samples.{name}";
            var type = _padding.Batch.TypeOf(fullName);
            var time = Stopwatch.StartNew();
            var reference = Reference.Of(network, name);
            var exact = reference.Run();
            var isComparable = exact.Values.All(v => v.All(e => Math.Abs(e) <= 1e30));
            if (!isComparable) Chaotic++;
            var nan = RandomData.WithNaN(network, reference.Feed.Inputs) is { } inputs ? (inputs, Outputs: reference.Outputs(inputs)) : default;
            Count("interpreting", time);
            Dictionary<string, double[]>? first = null;
            foreach (var isa in Isas)
            {
                var emitted = CompiledNetwork.Of(type, isa);
                foreach (var layer in emitted.Info.Layers)
                    if (!layer.OutputShape.SequenceEqual(network.Shapes[layer.Name])) return $"{layer.Name} is described as [{string.Join(", ", layer.OutputShape)}]";
                Dictionary<string, double[]> actual = [];
                var faults = _padding.Run(fullName, isa, float.NaN, filled => actual = Run(reference, network, filled));
                // The interpreter draws other random numbers; all instruction sets draw the same.
                if (network.IsRandom) first ??= actual;
                if ((isComparable ? Difference(reference, exact, first, actual, isa, ref isComparable) : null) is { } wrong) return wrong;
                if (faults.Count > 0) return $"{isa.Name}: {faults[0]}";
                emitted.MemoryFill = Garbage;
                if (Agreement.Change(actual, Run(reference, network, emitted)) is { } change) return $"{isa.Name}: {change}";
                if (nan.inputs is not null && Agreement.NaNs(nan.Outputs, emitted.Forward(network.Batch, nan.inputs, reference.Feed.State),
                    mayBeMore: UsesWinograd(reference, network)) is { } spread)
                    return $"{isa.Name}: {spread}";
                Count(isa.Name, time);
            }

            return null;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    private void Count(string what, Stopwatch time)
    {
        Times[what] = Times.GetValueOrDefault(what) + time.Elapsed;
        time.Restart();
    }

    /// <param name="reference">The network.</param>
    /// <param name="exact">What the interpreter computes.</param>
    /// <param name="first">What the first instruction set computes, where training's results are to be held against it; otherwise null.</param>
    /// <param name="actual">What this one computes.</param>
    /// <param name="isa">The instruction set.</param>
    /// <param name="isComparable">False afterwards where rounding decides the results.</param>
    private string? Difference(
        Reference reference, Dictionary<string, double[]> exact, Dictionary<string, double[]>? first, Dictionary<string, double[]> actual,
            InstructionSet isa, ref bool isComparable)
    {
        var expected = exact.Where(e => actual.ContainsKey(e.Key) || !e.Key.StartsWith("gradient", StringComparison.Ordinal)).ToDictionary(e =>
            e.Key, e => e.Value, StringComparer.Ordinal);
        foreach (var (name, values) in first ?? [])
            if (name == "loss" || name.StartsWith("gradient", StringComparison.Ordinal) || name.StartsWith("new", StringComparison.Ordinal)) expected[name] = values;
        // Single samples are the first and the last of the batch.
        if (actual.TryGetValue("first output", out var single))
        {
            expected["first output"] = exact["outputs"][..single.Length];
            expected["last output"] = exact["outputs"][^single.Length..];
        }

        foreach (var missing in expected.Keys.Except(actual.Keys).ToList()) expected.Remove(missing);
        var tolerances = Reference.Tolerances(expected);
        if (Agreement.Difference(expected, actual, name => tolerances[name]) is null) return null;
        // A value near a kink may fall on either side of it, and errors may grow: runs with rounding errors show how far that moves the results.
        if (reference.Tolerances(exact, runs: 24) is { } wider)
            return Agreement.Difference(expected, actual, name => name.EndsWith(" output", StringComparison.Ordinal) ? wider["outputs"]
                : wider[name]) is { } why ? $"{isa.Name}: {why}" : null;
        Chaotic++;
        isComparable = false;
        return null;
    }

    private static Dictionary<string, double[]> Run(Reference reference, RandomNetwork network, CompiledNetwork emitted)
    {
        var feed = reference.Feed;
        var values = new Dictionary<string, double[]>(StringComparer.Ordinal) { ["outputs"] = emitted.Forward(feed.Batch, feed.Inputs, feed.State) };
        if (feed.Batch > 1 && !network.MixesSamples)
        {
            var length = feed.Inputs.Length / feed.Batch;
            values["first output"] = emitted.Forward(1, feed.Inputs[..length], feed.State);
            values["last output"] = emitted.Forward(1, feed.Inputs[^length..], feed.State);
        }

        values["evaluated loss"] = [emitted.Evaluate(feed.Batch, feed.Inputs, feed.Targets, feed.State)];
        emitted.Step = 0;
        var trained = emitted.Gradient(feed.Batch, feed.Inputs, feed.Targets, feed.State);
        values["loss"] = [trained.Loss];
        // Buffers that training does not change are none of its results, nor are gradients that are none.
        var changed = reference.Training.Graph.Results.Where(r => r.Kind is ResultKind.Buffer or ResultKind.Gradient).Select(r => (r.Kind, r.Name)).ToHashSet();
        foreach (var (name, value) in trained.Gradients.Where(g => changed.Contains((ResultKind.Gradient, g.Key)))) values[$"gradient of {name}"] = value;
        foreach (var (name, value) in trained.Buffers.Where(b => changed.Contains((ResultKind.Buffer, b.Key)))) values[$"new {name}"] = value;
        return values;
    }

    /// <summary>Whether a NaN may reach its neighbours: Winograd's transforms add elements that a convolution multiplies by different weights.</summary>
    private static bool UsesWinograd(Reference reference, RandomNetwork network) =>
        !network.Options.StartsWith("Strict", StringComparison.Ordinal)
            && WinogradPass.Run(FusePass.Run(DeadCodePass.Run(reference.Inference.Graph.Rewrite((_, node, inputs) =>
                TensorGraph.Copy(node, inputs))))).Nodes.Any(n => n is WinogradOutputNode);
}
