using System.Reflection;
using NetGen.Arm64.Tests.Toolchain;
using NetGen.Testing;

namespace NetGen.Arm64.Tests.Emitted;

/// <summary>A sample network as it is emitted for NEON, compiled for arm64, together with its description, compiled for this machine.</summary>
public abstract class EmittedProgram : LazyProgram
{
    private readonly Lazy<(GeneratorRun Run, LoadedAssembly Assembly)> _generated;

    private protected EmittedProgram(DeclaredNetwork network)
        : this(network, new(() => Generate(network)))
    {
    }

    private EmittedProgram(DeclaredNetwork network, Lazy<(GeneratorRun Run, LoadedAssembly Assembly)> generated)
        : base(() => Compile(network.FullName, generated.Value.Run))
    {
        _generated = generated;
        FullName = network.FullName;
    }

    /// <summary>The network's full name.</summary>
    public string FullName { get; }

    /// <summary>The emitted class, as this machine sees it: constants and the layout of parameters.</summary>
    public Type Network => _generated.Value.Assembly.Type(FullName);

    /// <summary>The emitted kernels whose schedule is a register tile.</summary>
    public IReadOnlyList<string> TileKernels =>
        [.. Network.GetNestedType("AdvSimd", BindingFlags.NonPublic)!.GetMethods(BindingFlags.NonPublic | BindingFlags.Static)
            .Select(method => method.Name)
            .Where(name => name.Contains("_Contract", StringComparison.Ordinal) || name.Contains("_Vector", StringComparison.Ordinal))];

    /// <summary>The declaration run in double precision.</summary>
    internal InterpretedNetwork Interpreted => InterpretedNetwork.Of(_generated.Value.Run.Specs.Single());

    /// <summary>The class whose <c>Gradient</c> adds up gradients in memory.</summary>
    public const string GradientSums = "GradientSums";

    /// <summary>The name under which the arm64 program knows a method of the network's class.</summary>
    public string Method(string name) => MethodOf(FullName, name);

    private static string MethodOf(string network, string name) => $"{network}+AdvSimd.{name}";

    // The gradient program is generic in where gradients go; a program has no generic entry points.
    private static string Sums(string network) => $$"""
        using NetGen.Training;
        internal static class {{GradientSums}}
        {
            internal static float Gradient(
                ref float input, ref float targets, ref float parameters, ref float buffers, ref float gradient, ref float workspace, int n, int total, uint step) =>
                global::{{network}}.AdvSimd.Gradient(
                    ref input, ref targets, ref parameters, ref buffers, ref gradient, ref gradient, ref workspace, n, total, step, default(GradientSum));
        }
        """;

    private static (GeneratorRun Run, LoadedAssembly Assembly) Generate(DeclaredNetwork network)
    {
        var run = GeneratorRun.From(network.Source.Replace("[Network]", "[Network(Targets = Targets.AdvSimd)]", StringComparison.Ordinal));
        return (run, run.Compile());
    }

    private static Arm64Program Compile(string network, GeneratorRun run) => Arm64Program.Compile(
        [run.Text($"{network}.AdvSimd.g.cs"), Sums(network)],
        [MethodOf(network, "Forward"), MethodOf(network, "Evaluate"), $"{GradientSums}.Gradient"],
        [Arm64Toolchain.RuntimeAssembly]);
}

public sealed class LeNet5Program() : EmittedProgram(SampleNetworks.LeNet5);

public sealed class PerceptronProgram() : EmittedProgram(SampleNetworks.Perceptron);

public sealed class ResidualProgram() : EmittedProgram(SampleNetworks.Residual);

public sealed class OddChannelsProgram() : EmittedProgram(SampleNetworks.OddChannels);

public sealed class ActivationsProgram() : EmittedProgram(SampleNetworks.Activations);

public sealed class BinaryProgram() : EmittedProgram(SampleNetworks.Binary);
