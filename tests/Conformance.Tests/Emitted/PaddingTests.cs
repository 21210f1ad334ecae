using NetGen.Conformance.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// What stands around the elements of every tensor is zero after the step that writes it, and what the memory held before changes no result: for all samples of
/// layers and losses, and for the networks at the edges of layouts.
/// </summary>
public sealed class PaddingTests
{
    private const int NetworksPerBatch = 32, Samples = 3;

    /// <summary>Every so many networks are tried; the environment can ask for all of them, which takes an hour.</summary>
    private static readonly int Stride = int.TryParse(Environment.GetEnvironmentVariable("NETGEN_PADDING_STRIDE"), out var stride) ? stride : 30;

    private static readonly IReadOnlyList<(string Name, DeclaredNetwork Network)> All = [.. Found(), .. Networks().Where((_, i) => i % Stride == 0)];

    private static readonly Lazy<PaddingCheck>[] Workshop = [.. All.Chunk(NetworksPerBatch).Select(chunk => new Lazy<PaddingCheck>(() => PaddingCheck.Compile([.. chunk.Select(n => n.Network)])))];

    /// <summary>What random networks found: always tried.</summary>
    private static IEnumerable<(string Name, DeclaredNetwork Network)> Found() => new[]
    {
        // A window that lies beside the input has the maximum minus infinity, but not in lanes without a channel.
        "[Input(2, 1, 2)][MaxPool2D(2, 2, CeilMode = true, Dilation = 2, Padding = 1)]",
    }.Select((text, i) => (text, EmittedEdgeTests.Declare(text, EdgeNetworks.All.Count + i, InstructionSet.ExecutableTargets)));

    private static IEnumerable<(string Name, DeclaredNetwork Network)> Networks() =>
    [
        .. LayerSamples.All.Select((s, i) => (s.ToString(), DeclarationSource.Of(s.BehindLayers().Loss("MeanSquaredErrorLoss"), $"Layer{i}", InstructionSet.ExecutableTargets))),
        .. LossSamples.All.Select((s, i) => (s.ToString(), DeclarationSource.Of(s.OnFeatures(), $"Loss{i}", InstructionSet.ExecutableTargets))),
        .. RemainderSamples.All.Select((s, i) => (s.ToString(), DeclarationSource.Of(s.BehindLayers().Loss("MeanSquaredErrorLoss"), $"Remainder{i}", InstructionSet.ExecutableTargets))),
        .. EdgeNetworks.All.Select((text, i) => (text, EmittedEdgeTests.Declare(text, i, InstructionSet.ExecutableTargets))),
        .. SampleNetworks.All.Select(n => (n.FullName, n)),
    ];

    public static TheoryData<int> Chunks => [.. Enumerable.Range(0, Workshop.Length)];

    [Theory, MemberData(nameof(Chunks))]
    public void Around_the_elements_there_are_zeros_and_nobody_reads_what_was_not_written(int chunk)
    {
        var check = Workshop[chunk].Value;
        var failures = new List<string>();
        foreach (var (name, network) in All.Skip(chunk * NetworksPerBatch).Take(NetworksPerBatch))
        {
            var interpreted = InterpretedNetwork.Of(check.Batch.SpecificationOf(network.FullName));
            foreach (var isa in InstructionSet.Executable)
            {
                if (check.Batch.TypeOf(network.FullName).GetNestedType(isa.Class, System.Reflection.BindingFlags.NonPublic) is null) continue;
                List<double> first = [], second = [];
                foreach (var (fill, results) in new[] { (float.NaN, first), (1e30f, second) })
                    failures.AddRange(check.Run(network.FullName, isa, fill, emitted => Run(interpreted, emitted, results)).Select(f => $"{name}, {isa.Name}, filled with {fill}: {f}"));
                var differs = first.Zip(second).Select((pair, i) => (pair, i)).FirstOrDefault(p => !p.pair.First.Equals(p.pair.Second));
                if (differs.pair != default) failures.Add($"{name}, {isa.Name}: result {differs.i} is {differs.pair.First} over NaN, but {differs.pair.Second} over 1e30");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} failures:\n{string.Join("\n", failures.Take(30))}");
    }

    private static void Run(InterpretedNetwork interpreted, CompiledNetwork emitted, List<double> results)
    {
        var state = interpreted.State.ToDictionary(
            p => p.Key, p => Noise.Values((ulong)p.Key.Length + 3, p.Value.Aggregate(1, (a, b) => a * b), p.Key.EndsWith("running_var", StringComparison.Ordinal) ? 0.3 : -1, 1), StringComparer.Ordinal);
        var inputs = Noise.Values(3, Samples * interpreted.InputLength, 0.2, 1);
        double[] targets = interpreted.LabelClasses is { } classes ? Noise.Labels(5, Samples * interpreted.TargetLength, classes) : Noise.Values(5, Samples * interpreted.TargetLength, 0.1, 0.9);
        results.AddRange(emitted.Forward(Samples, inputs, state));
        results.Add(emitted.Evaluate(Samples, inputs, targets, state));
        var gradient = emitted.Gradient(Samples, inputs, targets, state);
        results.Add(gradient.Loss);
        foreach (var values in gradient.Gradients.OrderBy(g => g.Key, StringComparer.Ordinal)) results.AddRange(values.Value);
    }
}
