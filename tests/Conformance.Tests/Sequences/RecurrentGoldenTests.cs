using NetGen.Testing;
using NetGen.Training;

namespace NetGen.Conformance.Sequences;

/// <summary>Recurrent layers against PyTorch in double precision: whole batches of sequences, by the interpreter and on every instruction set of this machine.</summary>
public sealed class RecurrentGoldenTests
{
    private const string Classifier = "network_gru_classifier_00";

    private static readonly IReadOnlyList<GoldenFile> All =
        [.. GoldenIndex.All.Values.Where(g => g.Operation is "rnn_tanh" or "gru" or "lstm" && !g.Attributes.Flag("initial_state")).OrderBy(g => g.Stem, StringComparer.Ordinal)];

    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile(
        [.. All.Select(g => DeclarationSource.Of(DeclarationOf(g), g.Stem)), new DeclaredNetwork($"NetGen.Samples.{Classifier}", $$"""
            using NetGen;
            namespace NetGen.Samples;
            [Network, Input(3, Steps = 6), Gru(9, LastOnly = true, Name = "rnn"), Dense(4, Name = "fc"), CrossEntropyLoss]
            public sealed partial class {{Classifier}};
            """)]));

    private delegate float LabelledTrain(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, ReadOnlySpan<int> labels, Optimizer optimizer);

    private delegate void LabelledForward(ReadOnlySpan<float> batch, ReadOnlySpan<int> lengths, Span<float> output);

    public static TheoryData<string> Names => [.. All.Select(g => g.Stem).DefaultIfEmpty("")];

    [Theory, MemberData(nameof(Names))]
    public void Outputs_and_gradients_are_PyTorchs(string name)
    {
        Assert.SkipWhen(name.Length == 0, ReferenceData.Absence);
        var golden = All.Single(g => g.Stem == name);
        var input = golden["in.x"];
        int batch = input.Shape[0], steps = input.Shape[1];
        var state = golden.Under("param.").ToDictionary(p => $"layer.{p.Name}", p => p.Tensor.Values, StringComparer.Ordinal);
        var interpreted = InterpretedNetwork.Of(Compiled.Value.SpecificationOf($"NetGen.Samples.{name}"));
        Compare(golden["out.y"], interpreted.Forward(batch, input.Values, state), golden["out.y"].Tolerance * 1e-3);
        var upstream = Upstream(golden);
        if (upstream is not null) CompareGradients(golden, interpreted.Gradient(batch, input.Values, upstream, state), 1e-3);
        foreach (var isa in InstructionSet.Here)
        {
            var emitted = CompiledNetwork.Of(Compiled.Value.TypeOf($"NetGen.Samples.{name}"), isa);
            emitted.Rows = [.. Enumerable.Repeat(batch, steps)];
            Compare(golden["out.y"], Swapped(emitted.Forward(batch * steps, Swapped(input.Values, batch, steps), state), steps, batch), golden["out.y"].Tolerance);
            if (upstream is not null) CompareGradients(golden, emitted.Gradient(batch * steps, Swapped(input.Values, batch, steps), Swapped(upstream, batch, steps), state), 1);
        }
    }

    [Fact]
    public void A_classifier_of_sequences_is_trained_as_by_PyTorch()
    {
        Assert.SkipWhen(!GoldenIndex.All.TryGetValue(Classifier, out var golden), ReferenceData.Absence);
        var network = (INetwork)Activator.CreateInstance(Compiled.Value.TypeOf($"NetGen.Samples.{Classifier}"), 0)!;
        var state = golden!.Under("param.").ToDictionary(p => p.Name, p => p.Tensor.Values, StringComparer.Ordinal);
        CompiledNetwork.Fill(network.Parameters, network.Description.Parameters, state);
        float[] input = [.. golden["in.x"].Values.Select(v => (float)v)], output = new float[golden["out.y"].Values.Length];
        int[] labels = [.. golden["in.target"].Values.Select(v => (int)v)], lengths = [.. Enumerable.Repeat(golden["in.x"].Shape[1], labels.Length)];
        var forward = network.GetType().GetMethod("Forward", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>), typeof(Span<float>)])!.CreateDelegate<LabelledForward>(network);
        var train = network.GetType().GetMethod("Train", [typeof(ReadOnlySpan<float>), typeof(ReadOnlySpan<int>), typeof(ReadOnlySpan<int>), typeof(Optimizer)])!.CreateDelegate<LabelledTrain>(network);
        forward(input, lengths, output);
        Compare(golden["out.y"], [.. output.Select(v => (double)v)], golden["out.y"].Tolerance);
        var optimizer = new Adam(0.01f);
        var losses = golden["state.losses"];
        double[] actual = [.. losses.Values.Select(_ => (double)train(input, lengths, labels, optimizer))];
        Compare(losses, actual, losses.Tolerance);
        var after = CompiledNetwork.Canonical(network.Description.Parameters, network.Parameters);
        foreach (var (name, tensor) in golden.Under($"state.after{losses.Values.Length}.")) Compare(tensor, after[name], tensor.Tolerance);
        forward(input, lengths, output);
        Compare(golden[$"state.eval_after{losses.Values.Length}.y"], [.. output.Select(v => (double)v)], golden[$"state.eval_after{losses.Values.Length}.y"].Tolerance);
    }

    private static Declaration DeclarationOf(GoldenFile golden) => new Declaration().Sequence([golden.Attributes.Int("input")], golden["in.x"].Shape[1])
        .Layer(golden.Operation switch { "gru" => "Gru", "lstm" => "Lstm", _ => "Rnn" }, "layer", null,
            ("Units", golden.Attributes.Int("hidden")), ("Layers", golden.Attributes.Int("layers")), ("Bidirectional", golden.Attributes.Flag("bidirectional")), ("Bias", golden.Attributes.Flag("bias")))
        .Loss("InnerProductLoss", ("Reduction", (int)Reduction.Sum));

    /// <summary>The gradient of the outputs, to which that of the last state is added where the last output is that state; null where states are judged that are no outputs.</summary>
    private static double[]? Upstream(GoldenFile golden)
    {
        if (golden.Operation == "lstm" || golden.Attributes.Int("layers") > 1) return null;
        var (shape, upstream) = (golden["gout.y"].Shape, (double[])golden["gout.y"].Values.Clone());
        for (var sequence = 0; sequence < shape[0]; sequence++)
            for (var i = 0; i < shape[2]; i++) upstream[(((sequence + 1) * shape[1]) - 1) * shape[2] + i] += golden["gout.hn"].Values[(sequence * shape[2]) + i];
        return upstream;
    }

    private static void CompareGradients(GoldenFile golden, GradientResult result, double share)
    {
        foreach (var (name, tensor) in golden.Under("grad.param.")) Compare(tensor, result.Gradients[$"layer.{name}"], tensor.Tolerance * share);
    }

    private static void Compare(GoldenTensor tensor, double[] actual, double tolerance) => Assert.Null(tensor.Compare(actual, tolerance));

    /// <summary>[a, b, values] as [b, a, values].</summary>
    private static double[] Swapped(double[] values, int a, int b)
    {
        var size = values.Length / (a * b);
        var swapped = new double[values.Length];
        for (var i = 0; i < a; i++)
            for (var j = 0; j < b; j++) Array.Copy(values, ((i * b) + j) * size, swapped, ((j * a) + i) * size, size);
        return swapped;
    }
}
