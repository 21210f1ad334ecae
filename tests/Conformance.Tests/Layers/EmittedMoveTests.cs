using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Moves, resampling and transposed convolutions, on every instruction set of this machine, against the interpreter.</summary>
public sealed class EmittedMoveTests
{
    private const int NetworksPerBatch = 40;

    /// <summary>Far from the numbers of other tests' networks: each is a class of its own.</summary>
    private const int FirstNumber = 10_000;

    private static readonly Lazy<NetworkBatch>[] Workshop =
        [.. MoveNetworks.All.Chunk(NetworksPerBatch).Select((chunk, i) => new Lazy<NetworkBatch>(() => NetworkBatch.Compile([.. chunk.Select((text, j) => EmittedEdgeTests.Declare(text, FirstNumber + (i * NetworksPerBatch) + j))])))];

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var text in MoveNetworks.All)
                foreach (var isa in InstructionSet.Here) data.Add(text, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Emitted_code_agrees_with_the_interpreter(string text, string isa)
    {
        var (interpreted, emitted) = Of(text, isa);
        Agreement.Check(interpreted, emitted);
    }

    /// <summary>NaN reaches what sums it, also with a weight of zero, and nothing else.</summary>
    [Theory, MemberData(nameof(Networks))]
    public void An_output_is_NaN_where_the_interpreter_says_so(string text, string isa)
    {
        // Layers over whole rows spread it everywhere: then there is nothing to see.
        var (interpreted, emitted) = Of(text, isa);
        var state = interpreted.State.ToDictionary(p => p.Key, p => Noise.Values(11, p.Value.Aggregate(1, (product, extent) => product * extent), 0.5, 1), StringComparer.Ordinal);
        foreach (var at in new[] { 0, interpreted.InputLength / 2, interpreted.InputLength - 1 })
        {
            var inputs = Noise.Values(3, interpreted.InputLength, 0.5, 1);
            inputs[at] = double.NaN;
            var (expected, actual) = (interpreted.Forward(1, inputs, state), emitted.Forward(1, inputs, state));
            for (var i = 0; i < expected.Length; i++)
                Assert.True(double.IsNaN(expected[i]) == double.IsNaN(actual[i]), $"With NaN in input {at}, output {i} is {actual[i]}, but the interpreter has {expected[i]}.");
        }
    }

    private static (InterpretedNetwork Interpreted, CompiledNetwork Emitted) Of(string text, string isa)
    {
        var number = MoveNetworks.All.ToList().IndexOf(text);
        var batch = Workshop[number / NetworksPerBatch].Value;
        var network = EmittedEdgeTests.Declare(text, FirstNumber + number);
        return (InterpretedNetwork.Of(batch.SpecificationOf(network.FullName)), CompiledNetwork.Of(batch.TypeOf(network.FullName), InstructionSet.Here.Single(i => i.Name == isa)));
    }
}
