using NetGen.Generator.Graph;
using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>
/// Every sample use of every layer, emitted, compiled and run on each instruction set of this machine, against the interpreter: outputs, loss,
/// gradients and running statistics, for one sample and for a batch that does not fill tiles.
/// </summary>
public sealed class EmittedLayerTests
{
    private const int SamplesPerBatch = 24;
    private const double Tolerance = 2e-5;
    private static readonly int[] Batches = [1, 7];
    private static readonly Lazy<NetworkBatch>[] Workshop =
        [.. LayerSamples.All.Chunk(SamplesPerBatch).Select((_, chunk) => new Lazy<NetworkBatch>(() => Compile(chunk)))];

    public static TheoryData<string, string> Samples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var sample in LayerSamples.All)
                foreach (var isa in InstructionSet.Here) data.Add(sample.ToString(), isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void Emitted_code_agrees_with_the_interpreter(string name, string isa)
    {
        var number = LayerSamples.All.Select((s, i) => (s, i)).Single(p => p.s.ToString() == name).i;
        var sample = LayerSamples.All[number];
        var batch = Workshop[number / SamplesPerBatch].Value;
        var network = DeclarationOf(number);
        var emitted = CompiledNetwork.Of(batch.TypeOf(network.FullName), InstructionSet.Here.Single(i => i.Name == isa));
        var specification = batch.SpecificationOf(network.FullName);
        var interpreted = InterpretedNetwork.Of(specification);
        Assert.Equal(interpreted.State.Keys.Order(StringComparer.Ordinal), emitted.State.Keys.Order(StringComparer.Ordinal));
        var state = State(interpreted, sample);
        foreach (var n in Batches)
        {
            var inputs = Noise.Values(3, n * interpreted.InputLength, sample.Low ?? -1, 1);
            var targets = Noise.Values(5, n * interpreted.TargetLength, -1, 1);
            Near($"outputs of {n}", interpreted.Forward(n, inputs, state), emitted.Forward(n, inputs, state));
            Near($"loss of {n}", [interpreted.Evaluate(n, inputs, targets, state)], [emitted.Evaluate(n, inputs, targets, state)]);
            // The interpreter's masks are others; those layers' gradients are checked where masks are known.
            if (IsRandom(sample)) continue;
            var (expected, actual) = (interpreted.Gradient(n, inputs, targets, state), emitted.Gradient(n, inputs, targets, state));
            Near($"training loss of {n}", [expected.Loss], [actual.Loss]);
            foreach (var (parameter, gradient) in expected.Gradients) Near($"gradient of {parameter} of {n}", gradient, actual.Gradients[parameter]);
            foreach (var (buffer, values) in expected.Buffers) Near($"{buffer} after {n}", values, actual.Buffers[buffer]);
        }
    }

    private static NetworkBatch Compile(int chunk) => NetworkBatch.Compile(
        [.. Enumerable.Range(chunk * SamplesPerBatch, Math.Min(SamplesPerBatch, LayerSamples.All.Count - (chunk * SamplesPerBatch))).Select(DeclarationOf)]);

    private static DeclaredNetwork DeclarationOf(int number) =>
        DeclarationSource.Of(LayerSamples.All[number].BehindLayers().Loss("MeanSquaredErrorLoss"), $"Sample{number}");

    private static bool IsRandom(LayerSample sample) => sample.Kind is "Dropout" or "SpatialDropout" or "RRelu";

    /// <summary>Weights of either sign; of the layers in front positive ones where the layer's domain is.</summary>
    private static Dictionary<string, double[]> State(InterpretedNetwork network, LayerSample sample)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, shape) in network.State)
        {
            var count = shape.Aggregate(1, (product, extent) => product * extent);
            var isPositive = name.EndsWith("running_var", StringComparison.Ordinal) || (sample.Low is not null && !name.StartsWith("layer.", StringComparison.Ordinal));
            state[name] = Noise.Values((ulong)state.Count + 11, count, isPositive ? 0.3 : -1, 1);
        }

        return state;
    }

    private static void Near(string what, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = Tolerance * Math.Max(0.05, expected.Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (var i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance)) Assert.Fail($"{what}, element {i}: {actual[i]:G9}, but the interpreter has {expected[i]:G9} (tolerance {tolerance:G2})");
        }
    }
}
