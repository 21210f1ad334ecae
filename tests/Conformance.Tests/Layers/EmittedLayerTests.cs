using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>
/// Every sample use of every layer, emitted, compiled and run on each instruction set of this machine, against the interpreter: outputs, loss,
/// gradients and running statistics, for one sample and for a batch that does not fill tiles.
/// </summary>
public sealed class EmittedLayerTests
{
    private const int SamplesPerBatch = 24;

    // Those of sequences are run at many lengths elsewhere.
    private static readonly IReadOnlyList<LayerSample> All = [.. LayerSamples.All.Where(s => s.Steps == 0)];

    private static readonly Lazy<NetworkBatch>[] Workshop =
        [.. All.Chunk(SamplesPerBatch).Select((_, chunk) => new Lazy<NetworkBatch>(() => Compile(chunk)))];

    public static TheoryData<string, string> Samples
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var sample in All)
                foreach (var isa in InstructionSet.Here) data.Add(sample.ToString(), isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Samples))]
    public void Emitted_code_agrees_with_the_interpreter(string name, string isa)
    {
        var number = All.Select((s, i) => (s, i)).Single(p => p.s.ToString() == name).i;
        var sample = All[number];
        var batch = Workshop[number / SamplesPerBatch].Value;
        var network = DeclarationOf(number);
        var emitted = CompiledNetwork.Of(batch.TypeOf(network.FullName), InstructionSet.Here.Single(i => i.Name == isa));
        var specification = batch.SpecificationOf(network.FullName);
        var interpreted = InterpretedNetwork.Of(specification);
        Agreement.Check(interpreted, emitted, sample.Low, IsRandom(sample));
    }

    private static NetworkBatch Compile(int chunk) => NetworkBatch.Compile(
        [.. Enumerable.Range(chunk * SamplesPerBatch, Math.Min(SamplesPerBatch, All.Count - (chunk * SamplesPerBatch))).Select(DeclarationOf)]);

    private static DeclaredNetwork DeclarationOf(int number) =>
        DeclarationSource.Of(All[number].BehindLayers().Loss("MeanSquaredErrorLoss"), $"Sample{number}");

    private static bool IsRandom(LayerSample sample) => sample.Kind is "Dropout" or "SpatialDropout" or "RRelu";
}
