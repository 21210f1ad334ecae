using System.Text.RegularExpressions;
using NetGen.Conformance.Layers;
using NetGen.Testing;

namespace NetGen.Conformance.Sequences;

/// <summary>The code of each instruction set for sequences of many lengths, in memory full of NaN, against the interpreter, which computes [T, features].</summary>
public sealed partial class SequenceKernelTests
{
    private static readonly int[] Lengths = [1, 2, 15, 16, 17, 33, SequenceNetworks.Steps];

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var name in SequenceNetworks.Names.Except(["Dropped", "Bare", "Shorter", "Longer", "LastNormalised", "Endless", "EndlessLast"]))
                foreach (var isa in InstructionSet.Executable) data.Add(name, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void Every_length_agrees_with_the_interpreter(string name, string isa)
    {
        var interpreted = SequenceNetworks.Interpreted(name);
        var emitted = CompiledNetwork.Of(SequenceNetworks.TypeOf(name), InstructionSet.Executable.Single(i => i.Name == isa));
        var state = SequenceNetworks.State(interpreted);
        foreach (var steps in Lengths)
        {
            var inputs = Noise.Values(3, steps * interpreted.InputLength, -1, 1);
            var targets = SequenceNetworks.Targets(name, interpreted, SequenceNetworks.YieldsOne(name) ? 1 : steps);
            Agreement.Near($"outputs of {steps}", interpreted.Forward(1, inputs, state), emitted.Forward(steps, inputs, state));
            Agreement.Near($"loss of {steps}", [interpreted.Evaluate(1, inputs, targets, state)], [emitted.Evaluate(steps, inputs, targets, state)]);
            var (expected, actual) = (interpreted.Gradient(1, inputs, targets, state), emitted.Gradient(steps, inputs, targets, state));
            Agreement.Near($"training loss of {steps}", [expected.Loss], [actual.Loss]);
            foreach (var (parameter, gradient) in expected.Gradients) Agreement.Near($"gradient of {parameter} of {steps}", gradient, actual.Gradients[parameter]);
        }
    }

    public static TheoryData<string> Recurrent => [.. SequenceNetworks.Recurrent.Where(name => !name.StartsWith("Endless", StringComparison.Ordinal))];

    /// <summary>The steps of all sequences side by side, as the runtime hands them over.</summary>
    [Theory, MemberData(nameof(Recurrent))]
    public void Several_sequences_agree_with_the_interpreter(string name)
    {
        const int sequences = 5, steps = 7;
        var interpreted = SequenceNetworks.Interpreted(name);
        var (state, isOne) = (SequenceNetworks.State(interpreted), SequenceNetworks.YieldsOne(name));
        foreach (var buffer in state.Keys.Where(k => k.EndsWith("running_var", StringComparison.Ordinal)).ToList()) state[buffer] = [.. state[buffer].Select(v => 1.5 + v)];
        var inputs = Noise.Values(3, sequences * steps * interpreted.InputLength, -1, 1);
        var targets = SequenceNetworks.Targets(name, interpreted, isOne ? sequences : sequences * steps);
        double[] sideBySide(double[] values, bool isOfSequences) => isOfSequences ? values : Swapped(values, sequences, steps);
        foreach (var isa in InstructionSet.Executable)
        {
            var emitted = CompiledNetwork.Of(SequenceNetworks.TypeOf(name), isa);
            emitted.Rows = [.. Enumerable.Repeat(sequences, steps)];
            var (rows, judged) = (Swapped(inputs, sequences, steps), sideBySide(targets, isOne));
            Agreement.Near("outputs", sideBySide(interpreted.Forward(sequences, inputs, state), isOne), emitted.Forward(sequences * steps, rows, state));
            Agreement.Near("loss", [interpreted.Evaluate(sequences, inputs, targets, state)], [emitted.Evaluate(sequences * steps, rows, judged, state)]);
            var (expected, actual) = (interpreted.Gradient(sequences, inputs, targets, state), emitted.Gradient(sequences * steps, rows, judged, state));
            Agreement.Near("training loss", [expected.Loss], [actual.Loss]);
            foreach (var (parameter, gradient) in expected.Gradients) Agreement.Near($"gradient of {parameter}", gradient, actual.Gradients[parameter]);
            foreach (var (buffer, value) in expected.Buffers) Agreement.Near(buffer, value, actual.Buffers[buffer]);
        }
    }

    /// <summary>[a, b, values] as [b, a, values].</summary>
    private static double[] Swapped(double[] values, int a, int b)
    {
        var size = values.Length / (a * b);
        var swapped = new double[values.Length];
        for (var i = 0; i < a; i++)
            for (var j = 0; j < b; j++) Array.Copy(values, ((i * b) + j) * size, swapped, ((j * a) + i) * size, size);
        return swapped;
    }

    /// <summary>Nothing but a check and constants depends on the greatest length: no stride, no count and no memory, so that work is proportional to the steps that there are.</summary>
    [Fact]
    public void Kernels_do_not_depend_on_the_greatest_length()
    {
        string[] names = ["Mixed", "Shorter", "Longer"];
        var run = GeneratorRun.From([.. names.Select(SequenceNetworks.Source)]);
        string text(string name, string isa) => Length().Replace(run.GeneratedSources.Single(s => s.HintName == $"Sequences.{name}{isa}.g.cs").SourceText.ToString().Replace(name, "Network", StringComparison.Ordinal), "$1 70");
        foreach (var isa in InstructionSet.Executable.Select(i => $".{i.Name}").Append(""))
        {
            Assert.Equal(text("Mixed", isa), text("Shorter", isa));
            Assert.Equal(text("Mixed", isa), text("Longer", isa));
        }
    }

    /// <summary>
    /// A step is to the kernels what a sample is to those of the same layers without steps: a program of n rows has no other loop over steps than that over n. This holds for the
    /// instruction sets that this machine lacks, too.
    /// </summary>
    [Fact]
    public void Kernels_are_those_of_one_step_run_for_each()
    {
        const string layers = "[Dense(20), Tanh, LayerNorm, Dense(3)]\n[MeanSquaredErrorLoss]\npublic sealed partial class Network;\n";
        Dictionary<string, string> kernels(string input) => GeneratorRun.From($"using NetGen;\n[Network]\n[{input}]\n{layers}").GeneratedSources.Where(s => s.HintName != "Network.g.cs").ToDictionary(
            s => s.HintName, s => string.Join('\n', s.SourceText.ToString().Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal))));
        var (samples, steps) = (kernels("Input(5)"), kernels("Input(5, Steps = 70)"));
        Assert.Equal(InstructionSet.All.Count, samples.Count);
        Assert.Equal(samples, steps);
    }

    /// <summary>The greatest length where it is a constant: <c>Steps = 35;</c>, <c>Steps => 35;</c>, <c>Steps = 35,</c>.</summary>
    [GeneratedRegex(@"\b(Steps =>?) \d+")]
    private static partial Regex Length();
}
