using System.Text.RegularExpressions;
using NetGen.Testing;

namespace NetGen.Conformance.Guards;

/// <summary>Kernels of shapes that differ in counts and strides alone: from three shapes on there is one method, which computes the same.</summary>
public sealed partial class SharedKernelTests
{
    private static readonly Lazy<NetworkBatch> Compiled = new(() => NetworkBatch.Compile([Declare("Two", 64, 128), Declare("Three", 64, 128, 256)]));

    public static TheoryData<string, string> Runs
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var network in new[] { "Two", "Three" })
                foreach (var isa in InstructionSet.Here) data.Add(network, isa.Name);
            return data;
        }
    }

    [Fact]
    public void Two_shapes_have_a_method_each()
    {
        var scales = Scales(Declare("Two", 64, 128));
        Assert.Equal(2, scales.Count);
        Assert.DoesNotContain(scales, parameters => parameters.Contains("count", StringComparison.Ordinal));
    }

    [Fact]
    public void Three_shapes_share_one()
    {
        var declared = Declare("Three", 64, 128, 256);
        Assert.EndsWith(", int count1", Assert.Single(Scales(declared)), StringComparison.Ordinal);
        // 64, 128 and 256 channels in vectors of 16.
        var calls = Call().Matches(Text(declared)).Select(call => call.Groups[1].Value);
        Assert.Equal(["4", "8", "16"], calls);
    }

    [Theory, MemberData(nameof(Runs))]
    public void Either_computes_what_the_interpreter_does(string network, string isa)
    {
        var emitted = CompiledNetwork.Of(Compiled.Value.TypeOf($"Shared.{network}"), InstructionSet.All.Single(i => i.Name == isa));
        var interpreted = InterpretedNetwork.Of(Compiled.Value.SpecificationOf($"Shared.{network}"));
        var state = interpreted.State.Select((p, i) => (p.Key, Values: Noise.Values((ulong)i, p.Value.Aggregate(1, (product, extent) => product * extent), 0.1, 0.3)))
            .ToDictionary(p => p.Key, p => p.Values, StringComparer.Ordinal);
        var inputs = Noise.Values(1, 3 * interpreted.InputLength, -1, 1);
        double[] expected = interpreted.Forward(3, inputs, state), actual = emitted.Forward(3, inputs, state);
        var tolerance = 1e-5 * expected.Max(Math.Abs);
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], tolerance);
    }

    /// <summary>The parameters of the methods that compute the factors of a normalisation, one per channel.</summary>
    private static List<string> Scales(DeclaredNetwork declared) => [.. Method().Matches(Text(declared)).Select(method => method.Groups[1].Value)];

    private static string Text(DeclaredNetwork declared) => GeneratorRun.From(declared.Source).Text($"{declared.FullName}.Avx512.g.cs");

    private static DeclaredNetwork Declare(string name, params int[] channels)
    {
        var layers = channels.Select(c => $"[Conv2D({c}, 1, Bias = false), BatchNorm, Relu]");
        return new($"Shared.{name}", $"using NetGen;\nnamespace Shared;\n[Network]\n[Input(16, 5, 7)]\n{string.Join("\n", layers)}\npublic sealed partial class {name};\n");
    }

    [GeneratedRegex(@"private static void \w+_Map_Sqrt\w*\(([^)]*)\)")]
    private static partial Regex Method();

    [GeneratedRegex(@"^\s+\w+_Map_Sqrt\w*\(.*, (\d+)\);$", RegexOptions.Multiline)]
    private static partial Regex Call();
}
