using System.Reflection;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>
/// 3×3 convolutions by Winograd's method: against the interpreter at sizes that are and are not whole tiles, and what is kept of their filters
/// between calls against weights that change in every way a caller can change them.
/// </summary>
public sealed class WinogradTests
{
    // F(4×4) rounds to about 1e-5 of the largest output (measured 6.6e-6 of 0.85 over 64 channels; Barabasz et al. 2020, arXiv:1803.10986, bound it).
    private const double Tolerance = 3e-5;

    private static readonly (string Name, string Kernel, string Layers)[] Cases =
    [
        ("Whole", "WinogradOutput4x4", "[Input(32, 16, 12)]\n[Conv2D(32, 3, Padding = 1)]"),
        ("Ragged", "WinogradOutput4x4", "[Input(32, 13, 18)]\n[Conv2D(48, 3, Padding = 1, Bias = false)]"),
        ("Narrow", "WinogradOutput4x4", "[Input(16, 55, 27)]\n[Conv2D(64, 3, Padding = 1), Relu]"),
        ("Small", "WinogradOutput2x2", "[Input(64, 6, 6)]\n[Conv2D(64, 3, Padding = 1)]"),
        ("SmallRagged", "WinogradOutput2x2", "[Input(64, 6, 5)]\n[Conv2D(64, 3, Padding = 1), Gelu]"),
        ("Residual", "WinogradOutput4x4", "[Input(32, 14, 14)]\n[Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm, Relu(Name = \"skip\")]\n[Conv2D(32, 3, Padding = 1, Bias = false), BatchNorm, Add(\"skip\"), Relu, GlobalAvgPool]"),
    ];

    private const string Probe = """
        using System;
        using System.IO;
        using NetGen.Samples;

        public static class Probe
        {
            // The largest difference between a network whose filters were kept and one that never had any.
            public static float AfterWritingThroughAKeptSpan()
            {
                var network = new Whole(seed: 1);
                var kept = network.Parameters;
                Outputs(network);
                kept[kept.Length / 2] += 1;
                return Difference(network);
            }

            public static float AfterAnUpdateOfEveryWeight()
            {
                var network = new Whole(seed: 1);
                Outputs(network);
                foreach (ref var weight in network.Parameters) weight *= -1.5f;
                return Difference(network);
            }

            public static float OfTwoNetworksWithOneWorkspace()
            {
                var workspace = new Whole.Workspace();
                Whole one = new(seed: 1), other = new(seed: 2);
                var x = Values();
                float[] first = new float[Whole.OutputLength], second = new float[Whole.OutputLength];
                one.Forward(x, first, workspace);
                other.Forward(x, second, workspace);
                one.Forward(x, first, workspace);
                return Math.Max(Difference(first, Outputs(new Whole(seed: 1))), Difference(second, Outputs(new Whole(seed: 2))));
            }

            public static float AfterOpeningALoadedNetwork()
            {
                var network = Reloaded(new Whole(seed: 1));
                Outputs(network);
                Outputs(network);
                network.Parameters[7] += 1;
                return Difference(network);
            }

            private static float Difference(Whole network) => Difference(Outputs(network), Outputs(Reloaded(network)));

            private static float Difference(float[] a, float[] b)
            {
                var most = 0f;
                for (var i = 0; i < a.Length; i++) most = Math.Max(most, Math.Abs(a[i] - b[i]));
                return most;
            }

            private static Whole Reloaded(Whole network)
            {
                var file = new MemoryStream();
                network.Save(file);
                return Whole.Load(file.ToArray());
            }

            private static float[] Outputs(Whole network)
            {
                var y = new float[Whole.OutputLength];
                network.Forward(Values(), y);
                return y;
            }

            private static float[] Values()
            {
                var x = new float[Whole.InputLength];
                for (var i = 0; i < x.Length; i++) x[i] = MathF.Sin(i * 1.3f);
                return x;
            }
        }
        """;

    private static readonly Lazy<GeneratorRun> Run = new(() => GeneratorRun.From([.. Cases.Select(c => Source(c.Name, c.Layers)), Probe]));

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
    public void It_agrees_with_the_interpreter(string name, string isa)
    {
        var fullName = $"NetGen.Samples.{name}";
        var compiled = CompiledNetwork.Of(Compiled.Value.Type(fullName), InstructionSet.All.Single(i => i.Name == isa));
        var interpreted = InterpretedNetwork.Of(Run.Value.Specs.Single(s => s.FullName == fullName));
        Assert.Contains(Cases.Single(c => c.Name == name).Kernel, Run.Value.Text($"{fullName}.{isa}.g.cs"), StringComparison.Ordinal);
        var state = interpreted.State.ToDictionary(
            s => s.Key,
            s => Noise.Values((ulong)s.Key.Length, s.Value.Aggregate(1, (product, extent) => product * extent), s.Key.EndsWith("running_var", StringComparison.Ordinal) ? 0.5 : -0.5, 0.9));
        foreach (var batch in new[] { 1, 3 })
        {
            var inputs = Noise.Values((ulong)batch, batch * interpreted.InputLength, -1, 1);
            double[] expected = interpreted.Forward(batch, inputs, state), actual = compiled.Forward(batch, inputs, state);
            var tolerance = Tolerance * expected.Max(Math.Abs);
            for (var i = 0; i < expected.Length; i++)
                Assert.True(Math.Abs(expected[i] - actual[i]) <= tolerance, $"{name}, batch of {batch}: output {i} is {actual[i]:G9} instead of {expected[i]:G9}.");
        }
    }

    [Theory]
    [InlineData("AfterWritingThroughAKeptSpan")]
    [InlineData("AfterAnUpdateOfEveryWeight")]
    [InlineData("OfTwoNetworksWithOneWorkspace")]
    [InlineData("AfterOpeningALoadedNetwork")]
    public void Kept_filters_follow_the_weights(string probe) =>
        Assert.Equal(0f, (float)Compiled.Value.Type("Probe").GetMethod(probe, BindingFlags.Public | BindingFlags.Static)!.Invoke(null, [])!);

    private static string Source(string name, string layers) =>
        $"using NetGen;\n\nnamespace NetGen.Samples;\n\n[Network(Targets = {string.Join(" | ", InstructionSet.Here.Select(i => $"Targets.{i.Name}"))})]\n{layers}\npublic sealed partial class {name};\n";
}
