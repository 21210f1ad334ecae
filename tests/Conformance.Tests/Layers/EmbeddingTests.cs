using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Numbers that are no row's: memory stays untouched, and the result says so.</summary>
public sealed class EmbeddingTests
{
    private const int Rows = 5, Size = 19;
    private static readonly double[] Numbers = [0, 4, -1, 5, 1e30, double.NaN, double.PositiveInfinity, -0.0, 2.75, -1e30];
    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile([DeclarationSource.Of(Declared, "Lookup")]));

    private static Declaration Declared => new Declaration().Input([Numbers.Length]).Layer("Embedding", "table", null, ("Count", Rows), ("Size", Size)).Loss("MeanSquaredErrorLoss");

    public static TheoryData<string> Isas => [.. InstructionSet.Here.Select(i => i.Name)];

    [Theory, MemberData(nameof(Isas))]
    public void A_number_outside_of_the_table_gives_NaN_and_no_gradient(string isa)
    {
        var network = CompiledNetwork.Of(Compiled.Value.TypeOf("NetGen.Samples.Lookup"), InstructionSet.Here.Single(i => i.Name == isa));
        var state = new Dictionary<string, double[]> { ["table.weight"] = [.. Enumerable.Range(0, Rows * Size).Select(i => (double)i)] };
        // Guarded blocks fail where a kernel reads or writes outside of its tensors.
        var outputs = network.Forward(1, Numbers, state).Chunk(Size).ToArray();
        int?[] expected = [0, 4, null, null, null, null, null, 0, 2, null];
        for (var t = 0; t < Numbers.Length; t++)
            Assert.Equal(Enumerable.Range(0, Size).Select(f => expected[t] is { } row ? (row * Size) + f : double.NaN), outputs[t]);
        var gradient = network.Gradient(1, Numbers, new double[Numbers.Length * Size], state).Gradients["table.weight"];
        foreach (var row in new[] { 1, 3 }) Assert.All(gradient.Skip(row * Size).Take(Size), g => Assert.Equal(0, g));
        foreach (var row in new[] { 2, 4 }) Assert.All(gradient.Skip(row * Size).Take(Size), g => Assert.True(g > 0));
    }

    [Fact]
    public void A_new_table_is_standard_normal_and_zero_at_the_padding()
    {
        using var assembly = GeneratorRun.From("using NetGen;\n[Network, Input(3), Embedding(200, 7, PaddingIndex = 4)]\npublic partial class Table;").Compile();
        var network = assembly.CreateNetwork("Table", seed: 5);
        var rows = CompiledNetwork.Canonical(network.Description.Parameters, network.Parameters)["embedding1.weight"].Chunk(7).ToArray();
        Assert.All(rows[4], w => Assert.Equal(0, w));
        double[] others = [.. rows.Where((_, i) => i != 4).SelectMany(r => r)];
        Assert.Equal(0, others.Average(), 0.1);
        Assert.Equal(1, others.Average(w => w * w), 0.1);
    }
}
