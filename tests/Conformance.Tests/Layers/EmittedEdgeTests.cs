using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Networks at the edges of layouts, on every instruction set of this machine, against the interpreter.</summary>
public sealed class EmittedEdgeTests
{
    private const int NetworksPerBatch = 40;

    private static readonly Lazy<NetworkBatch>[] Workshop =
        [.. EdgeNetworks.All.Chunk(NetworksPerBatch).Select((chunk, i) => new Lazy<NetworkBatch>(() => NetworkBatch.Compile([.. chunk.Select((text, j) => Declare(text, (i * NetworksPerBatch) + j))])))];

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var text in EdgeNetworks.All)
                foreach (var isa in InstructionSet.Here) data.Add(text, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Emitted_code_agrees_with_the_interpreter(string text, string isa)
    {
        var number = EdgeNetworks.All.ToList().IndexOf(text);
        var batch = Workshop[number / NetworksPerBatch].Value;
        var network = Declare(text, number);
        var emitted = CompiledNetwork.Of(batch.TypeOf(network.FullName), InstructionSet.Here.Single(i => i.Name == isa));
        Agreement.Check(InterpretedNetwork.Of(batch.SpecificationOf(network.FullName)), emitted);
    }

    /// <summary>The source of a network of these attributes.</summary>
    internal static DeclaredNetwork Declare(string attributes, int number, string? targets = null) => new(
        $"Edges.Edge{number}",
        $"using NetGen;\n\nnamespace Edges;\n\n[Network(Targets = {targets ?? string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))})]\n{attributes}\n[MeanSquaredErrorLoss]\npublic sealed partial class Edge{number};\n");
}
