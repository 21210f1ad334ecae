using NetGen.Numerics;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>Dense layers with weights in half the bytes: the numbers of weights rounded to bfloat16, summed in single precision.</summary>
public sealed class BFloat16Tests
{
    // Sums of up to 784 products in single precision, as elsewhere: relative to the largest output.
    private const double Tolerance = 3e-6;

    private static readonly (string Name, bool IsHalved, string Layers)[] Cases =
    [
        ("Flat", true, "[Input(96)]\n[Dense(128), Relu, Dense(130), Tanh, Dense(7)]"),
        ("Wide", true, "[Input(784)]\n[Dense(100), Relu, Dense(10)]"),
        ("Image", true, "[Input(16, 7, 7)]\n[MaxPool2D(3), Flatten, Dense(200), Dense(48, Bias = false)]"),
        ("Odd", false, "[Input(97)]\n[Dense(128), Relu, Dense(3)]"),
    ];

    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.From([.. Cases.Select(c => Source(c.Name, c.Layers))]));

    private static readonly Lazy<LoadedAssembly> Compiled = new(() => Run.Value.Compile());

    public static TheoryData<string, string> Networks
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in Cases)
                foreach (var isa in InstructionSet.Here) data.Add(network.Name, isa.Name);
            return data;
        }
    }

    [Theory, MemberData(nameof(Networks))]
    public void The_outputs_are_those_of_rounded_weights(string name, string isa)
    {
        var fullName = $"NetGen.Samples.{name}";
        var isHalved = Cases.Single(c => c.Name == name).IsHalved;
        Assert.Equal(isHalved, Run.Value.Text($"{fullName}.{isa}.g.cs").Contains("BFloat16Weights.Pack", StringComparison.Ordinal));
        var compiled = CompiledNetwork.Of(Compiled.Value.Type(fullName), InstructionSet.All.Single(i => i.Name == isa));
        var interpreted = InterpretedNetwork.Of(Run.Value.Specs.Single(s => s.FullName == fullName));
        var exact = interpreted.State.ToDictionary(s => s.Key, s => Noise.Values((ulong)s.Key.Length + (ulong)s.Value.Length, Count(s.Value), -0.3, 0.3).Select(v => (double)(float)v).ToArray());
        // The same layers are halved for every instruction set: those whose padded weights exceed 32 KiB.
        var rounded = exact.ToDictionary(s => s.Key, s => isHalved && IsLarge(interpreted.State[s.Key]) ? s.Value.Select(Rounded).ToArray() : s.Value);
        foreach (var batch in new[] { 1, 3, 4, 33 })
        {
            var inputs = Noise.Values((ulong)batch, batch * interpreted.InputLength, -1, 1);
            double[] expected = interpreted.Forward(batch, inputs, rounded), actual = compiled.Forward(batch, inputs, exact);
            var tolerance = Tolerance * expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"batch of {batch}: output {i} is {actual[i]:G9} instead of {expected[i]:G9}.");
        }
    }

    [Fact]
    public void Without_a_layer_that_gains_the_option_is_reported() =>
        Assert.Contains(Run.Value.Diagnostics, d => d.Id == "NG0203" && d.GetMessage(null).Contains("Odd", StringComparison.Ordinal));

    private static bool IsLarge(int[] shape) => shape.Length == 2 && (shape[0] + 15) / 16 * 16 * shape[1] > 8192;

    private static double Rounded(double weight) => BitConverter.UInt32BitsToSingle(BFloat16Weights.Round((float)weight) << 16);

    private static int Count(int[] shape) => shape.Aggregate(1, (product, extent) => product * extent);

    private static string Source(string name, string layers) =>
        $"using NetGen;\n\nnamespace NetGen.Samples;\n\n[Network(Weights = WeightFormat.BFloat16, Targets = {string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))})]\n{layers}\npublic sealed partial class {name};\n";
}
