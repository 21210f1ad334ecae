using NetGen.Testing;

namespace NetGen.Conformance.Sequences;

/// <summary>Networks of sequences, compiled once for all tests.</summary>
internal static class SequenceNetworks
{
    /// <summary>The greatest number of steps of all of them.</summary>
    public const int Steps = 70;

    private const string Layers = """
        [Dense(20, Name = "first"), Tanh, LayerNorm, Dense(20), Softmax, Multiply("first"), Add("layernorm1"), RmsNorm, Silu]
        [Concat("first", Axis = 1), LogSoftmax, Dense(3)]
        """;

    private static readonly Dictionary<string, string> Declarations = new()
    {
        // Whole and broken panels of features, a vector output, one output (lanes along the sum), outputs in the lanes of a vector.
        ["Mixed"] = $"[Input(5, Steps = 70)]\n{Layers}\n[MeanSquaredErrorLoss]",
        ["Whole"] = "[Input(32, Steps = 70)]\n[Dense(64), Relu, Dense(32), Gelu, Add(\"input\")]\n[HuberLoss]",
        ["Single"] = "[Input(40, Steps = 70)]\n[Dense(48), Relu, Dense(1), Sigmoid]\n[BinaryCrossEntropyLoss]",
        ["Labels"] = "[Input(5, Steps = 70)]\n[Dense(20), Relu, Dense(7)]\n[CrossEntropyLoss(LabelSmoothing = 0.1f)]",
        ["Weighted"] = "[Input(5, Steps = 70)]\n[Dense(3)]\n[CrossEntropyLoss(ClassWeights = new[] { 1f, 2f, 0.5f }, IgnoreIndex = 9)]",
        ["Soft"] = "[Input(5, Steps = 70)]\n[Dense(3)]\n[CrossEntropyLoss(SoftTargets = true)]",
        ["Added"] = "[Input(5, Steps = 70)]\n[Dense(18)]\n[MeanAbsoluteErrorLoss(Reduction = Reduction.Sum)]",
        ["Dropped"] = "[Input(8, Steps = 70)]\n[Dropout(0.5f)]\n[MeanSquaredErrorLoss]",
        ["Bare"] = "[Input(6, Steps = 70)]\n[Dense(4), Tanh]",
        // States that fill no vector, one, more than one; both directions; what is read of the recurrence and what is not.
        ["Rnn"] = "[Input(5, Steps = 70)]\n[Rnn(7)]\n[MeanSquaredErrorLoss]",
        ["Relu"] = "[Input(16, Steps = 70)]\n[Rnn(16, Relu = true, Bias = false), LayerNorm, Dense(1)]\n[MeanSquaredErrorLoss]",
        ["Lstm"] = "[Input(3, Steps = 70)]\n[Lstm(20), Dense(2)]\n[MeanSquaredErrorLoss]",
        ["LstmSmall"] = "[Input(1, Steps = 70)]\n[Lstm(1), Dense(1)]\n[MeanSquaredErrorLoss]",
        ["LstmWide"] = "[Input(32, Steps = 70)]\n[Dense(32), Tanh, Lstm(64, Bias = false), Dense(8)]\n[CrossEntropyLoss]",
        ["LstmDeep"] = "[Input(4, Steps = 70)]\n[Lstm(8, Layers = 2, Bidirectional = true, Name = \"first\"), Lstm(16, Projection = 5), Dense(3)]\n[MeanSquaredErrorLoss]",
        ["Stacked"] = "[Input(3, Steps = 70)]\n[Rnn(48), Lstm(8), Lstm(8, Layers = 2), Gru(16), Rnn(1, Layers = 3), Dense(2)]\n[MeanSquaredErrorLoss]",
        ["LastNormalised"] = "[Input(3, Steps = 70)]\n[Gru(4, LastOnly = true), BatchNorm, Dense(2)]\n[MeanSquaredErrorLoss]",
        ["Endless"] = "[Input(3, Steps = 1000000)]\n[Dense(8), Tanh, Lstm(20), Gru(4), Dense(2)]",
        ["EndlessLast"] = "[Input(3, Steps = 1000000)]\n[Gru(20, LastOnly = true), Dense(2)]",
        ["LastRnn"] = "[Input(3, Steps = 70)]\n[Rnn(9, LastOnly = true), Dense(2), Tanh, Dense(3)]\n[MeanSquaredErrorLoss]",
        ["LastLstm"] = "[Input(4, Steps = 70)]\n[Lstm(8, Layers = 2, Bidirectional = true, LastOnly = true), LayerNorm, Dense(5)]\n[MeanSquaredErrorLoss]",
        ["LastGru"] = "[Input(5, Steps = 70)]\n[Dense(16), Gru(17, LastOnly = true), Dense(4)]\n[CrossEntropyLoss]",
        ["Gru"] = "[Input(5, Steps = 70)]\n[Dense(16), Gru(17), Dense(4)]\n[CrossEntropyLoss]",
        ["GruDeep"] = "[Input(6, Steps = 70)]\n[Gru(16, Layers = 2, Bidirectional = true), Add(\"gru1\"), Gru(9, Bias = false)]\n[MeanSquaredErrorLoss]",
        ["Shorter"] = $"[Input(5, Steps = 35)]\n{Layers}\n[MeanSquaredErrorLoss]",
        ["Longer"] = $"[Input(5, Steps = 2000000000)]\n{Layers}\n[MeanSquaredErrorLoss]",
    };

    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile(
        [.. Declarations.Keys.Select(name => new DeclaredNetwork($"Sequences.{name}", Source(name)))]));

    public static IEnumerable<string> Names => Declarations.Keys;

    /// <summary>Those whose steps depend on each other.</summary>
    public static IEnumerable<string> Recurrent => Declarations.Where(d => d.Value.Contains("Rnn(") || d.Value.Contains("Lstm(") || d.Value.Contains("Gru(")).Select(d => d.Key);

    public static string Source(string name) =>
        $"using NetGen;\nnamespace Sequences;\n[Network(Targets = {InstructionSet.ExecutableTargets})]\n{Declarations[name]}\npublic sealed partial class {name};\n";

    public static Type TypeOf(string name) => Compiled.Value.TypeOf($"Sequences.{name}");

    public static InterpretedNetwork Interpreted(string name) => InterpretedNetwork.Of(Compiled.Value.SpecificationOf($"Sequences.{name}"));

    public static INetwork Create(string name, int seed = 3) => (INetwork)Activator.CreateInstance(TypeOf(name), seed)!;

    /// <summary>Parameters between −1 and 1; smaller ones where a state is multiplied at each step, so that it does not grow.</summary>
    public static Dictionary<string, double[]> State(InterpretedNetwork network) => network.State.ToDictionary(
        p => p.Key,
        p =>
        {
            var range = p.Key.Contains("weight_hh", StringComparison.Ordinal) ? Math.Min(1, 2 / Math.Sqrt(p.Value[^1])) : 1;
            return Noise.Values((ulong)p.Key.Length + 11, p.Value.Aggregate(1, (product, extent) => product * extent), -range, range);
        },
        StringComparer.Ordinal);

    /// <summary>Whether a network has one output for a whole sequence.</summary>
    public static bool YieldsOne(string name) => Declarations[name].Contains("LastOnly");

    /// <summary>Targets of so many outputs: class indices, distributions or numbers that the loss takes.</summary>
    public static double[] Targets(string name, InterpretedNetwork network, int steps) => network.LabelClasses is { } classes
        ? [.. Enumerable.Range(0, steps).Select(i => (double)(i * 7 % 5 % classes))]
        : Noise.Values(5, steps * network.TargetLength, name is "Single" or "Soft" ? 0.1 : -1, name is "Single" or "Soft" ? 0.9 : 1);
}
