using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using NetGen.Arm64.Tests.MachineCode;
using NetGen.Arm64.Tests.Toolchain;
using NetGen.Kernels;
using NetGen.Testing;
using Xunit;

// Compiled once for the tests of their numbers and those of their speed.
[assembly: AssemblyFixture(typeof(NetGen.Arm64.Tests.Emitted.LeNet5Program))]
[assembly: AssemblyFixture(typeof(NetGen.Arm64.Tests.Emitted.PerceptronProgram))]

namespace NetGen.Arm64.Tests.Emitted;

/// <summary>A sample network as it is emitted for NEON, compiled for arm64, together with its description, compiled for this machine.</summary>
public abstract class EmittedProgram : LazyProgram
{
    private readonly Lazy<GeneratorRun> _run;
    private readonly Lazy<LoadedAssembly> _assembly;

    private protected EmittedProgram(DeclaredNetwork network)
        : this(network, new(() => Generate(network)))
    {
    }

    private EmittedProgram(DeclaredNetwork network, Lazy<GeneratorRun> run)
        : base(() => Compile(network.FullName, run.Value))
    {
        _run = run;
        _assembly = new(() => run.Value.Compile());
        FullName = network.FullName;
    }

    /// <summary>The network's full name.</summary>
    public string FullName { get; }

    /// <summary>The emitted class, as this machine sees it: constants and the layout of parameters.</summary>
    public Type Network => _assembly.Value.Type(FullName);

    /// <summary>Whether its samples are the steps of a sequence.</summary>
    public bool IsSequence => ((NetworkInfo)Network.GetProperty("Info", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!).Steps > 0;

    /// <summary>The emitted file of the NEON class.</summary>
    public string Text => TextOf(FullName, _run.Value);

    /// <summary>The emitted kernels whose schedule is a register tile.</summary>
    public IReadOnlyList<string> TileKernels =>
        [.. Network.GetNestedType("AdvSimdKernels", BindingFlags.NonPublic)!.GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.Name)
            .Where(name => name.Contains("_Contract", StringComparison.Ordinal) || name.Contains("_Vector", StringComparison.Ordinal))];

    /// <summary>The code that multiplies for a kernel: its own, and that of the runtime's tiles that it calls, with their names.</summary>
    internal IReadOnlyList<(string Tile, MachineFunction Code)> CodeOf(string kernel)
    {
        var body = Regex.Match(Text, $@"private static void {kernel}(?:<TSink>)?\(.*?\n        }}\r?\n", RegexOptions.Singleline).Value;
        return [("", Program.Disassemble(Method(kernel))), .. Regex.Matches(body, @"AdvSimdTiles\.(\w+)\(").Select(call => LargestOf(call.Groups[1].Value)).Distinct()
            .Select(tile => (tile, Program.Disassemble($"{typeof(AdvSimdTiles).FullName}.{tile}", "NetGen.Runtime")))];
    }

    /// <summary>A batch is computed by tiles of several sizes; most of it by the largest.</summary>
    private static string LargestOf(string tile)
    {
        if (!tile.StartsWith("Batch", StringComparison.Ordinal)) return tile;
        return typeof(AdvSimdTiles).GetMethods().Select(method => Regex.Match(method.Name, $@"^Rows(\d+)x{tile["Batch".Length..]}$"))
            .Where(match => match.Success).MaxBy(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))!.Value;
    }

    /// <summary>The declaration run in double precision.</summary>
    internal InterpretedNetwork Interpreted => InterpretedNetwork.Of(_run.Value.Specs.Single());

    /// <summary>The class whose <c>Gradient</c> adds up gradients in memory.</summary>
    public const string GradientSums = "GradientSums";

    /// <summary>The name under which the arm64 program knows a method of the network's class.</summary>
    public string Method(string name) => MethodOf(FullName, name);

    private static string MethodOf(string network, string name) => $"{network}+AdvSimdKernels.{name}";

    // The gradient program is generic in where gradients go; a program has no generic entry points.
    private static string Sums(string network) => $$"""
        using NetGen.Training;
        internal static class {{GradientSums}}
        {
            internal static float Gradient(
                ref float input, ref float targets, ref float parameters, ref float buffers, ref float gradient, ref float workspace, int n, int total, uint step)
            {
                var sink = default(GradientSum);
                return global::{{network}}.AdvSimdKernels.Gradient(
                    ref input, ref targets, ref parameters, ref buffers, ref gradient, ref gradient, ref workspace, n, total, step, ref sink);
            }
        }
        """;

    private static GeneratorRun Generate(DeclaredNetwork network) => GeneratorRun.From(network.Source
        .Replace("[Network(", "[Network(Targets = Targets.AdvSimd, ", StringComparison.Ordinal)
        .Replace("[Network]", "[Network(Targets = Targets.AdvSimd)]", StringComparison.Ordinal));

    private static string TextOf(string network, GeneratorRun run) => run.Text($"{network}.AdvSimd.g.cs");

    private static Arm64Program Compile(string network, GeneratorRun run)
    {
        var text = TextOf(network, run);
        // A network without a loss only infers.
        return text.Contains(" float Gradient<", StringComparison.Ordinal)
            ? Arm64Program.Compile([text, Sums(network)], [MethodOf(network, "Forward"), MethodOf(network, "Evaluate"), $"{GradientSums}.Gradient"], [Arm64Toolchain.RuntimeAssembly])
            : Arm64Program.Compile([text], [MethodOf(network, "Forward")], [Arm64Toolchain.RuntimeAssembly]);
    }
}

public sealed class LeNet5Program() : EmittedProgram(SampleNetworks.LeNet5);

public sealed class PerceptronProgram() : EmittedProgram(SampleNetworks.Perceptron);

public sealed class ResidualProgram() : EmittedProgram(SampleNetworks.Residual);

public sealed class OddChannelsProgram() : EmittedProgram(SampleNetworks.OddChannels);

public sealed class ActivationsProgram() : EmittedProgram(SampleNetworks.Activations);

public sealed class BinaryProgram() : EmittedProgram(SampleNetworks.Binary);

public sealed class RecurrentProgram() : EmittedProgram(SampleNetworks.Recurrent);
