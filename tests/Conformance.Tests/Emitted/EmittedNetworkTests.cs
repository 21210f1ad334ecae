using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>The emitted code of every instruction set this machine executes against the interpreter, at batch sizes around the tiles.</summary>
public sealed class EmittedNetworkTests
{
    private const int NetworksPerBatch = 12;

    private static readonly int[] BatchSizes = [1, 2, 7, 16, 33, 257];

    private static readonly Lazy<Dictionary<string, Lazy<NetworkBatch>>> Batches = new(Compile);

    /// <summary>The compilation a network is part of.</summary>
    internal static NetworkBatch BatchOf(string name) => Batches.Value[name].Value;

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in SampleNetwork.All)
                foreach (var isa in InstructionSet.Here) data.Add(network.Name, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Every_network_agrees_with_the_interpreter(string name, string isa)
    {
        var network = SampleNetwork.All.Single(n => n.Name == name);
        var batch = BatchOf(name);
        var compiled = CompiledNetwork.Of(batch.TypeOf(network.FullName), InstructionSet.All.Single(i => i.Name == isa));
        var reference = ReferenceRuns.Of(network, batch.SpecificationOf(network.FullName));
        foreach (var size in BatchSizes) reference.At(size).AssertEqual(compiled);
    }

    private static Dictionary<string, Lazy<NetworkBatch>> Compile()
    {
        var batches = new Dictionary<string, Lazy<NetworkBatch>>();
        foreach (var group in SampleNetwork.All.Chunk(NetworksPerBatch))
        {
            var batch = new Lazy<NetworkBatch>(() => NetworkBatch.Compile([.. group.Select(n => DeclarationSource.Of(n.Declaration, n.Name))]));
            foreach (var network in group) batches[network.Name] = batch;
        }

        return batches;
    }
}
