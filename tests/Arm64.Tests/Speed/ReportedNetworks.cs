using NetGen.Arm64.Tests.Emitted;
using NetGen.Testing;

namespace NetGen.Arm64.Tests.Speed;

/// <summary>What <c>benchmarks/NetGen.Peers</c> measures on x64, a network each; the images are smaller, so that the interpreter is done in time.</summary>
internal static class ReportedNetworks
{
    public static DeclaredNetwork Direct { get; } = Declare("Convolution3x3Strict", "Network(Strict = true)", "Input(64, 28, 28)", "Conv2D(64, 3, Padding = 1)");

    public static DeclaredNetwork Winograd { get; } = Declare("Convolution3x3", "Network", "Input(64, 28, 28)", "Conv2D(64, 3, Padding = 1)");

    public static DeclaredNetwork Pointwise { get; } = Declare("Convolution1x1", "Network", "Input(256, 28, 28)", "Conv2D(64, 1)");

    public static DeclaredNetwork Depthwise { get; } = Declare("DepthwiseConvolution", "Network", "Input(32, 56, 56)", "Conv2D(32, 3, Padding = 1, Groups = 32)");

    public static DeclaredNetwork Halved { get; } = Declare("PerceptronBFloat16", "Network(Weights = WeightFormat.BFloat16)", "Input(784)", "Dense(128), Relu, Dense(10)");

    private static DeclaredNetwork Declare(string name, params string[] attributes) =>
        new($"Reported.{name}", $"using NetGen;\n\nnamespace Reported;\n\n{string.Concat(attributes.Select(attribute => $"[{attribute}]\n"))}public sealed partial class {name};\n");
}

public sealed class DirectProgram() : EmittedProgram(ReportedNetworks.Direct);

public sealed class WinogradProgram() : EmittedProgram(ReportedNetworks.Winograd);

public sealed class PointwiseProgram() : EmittedProgram(ReportedNetworks.Pointwise);

public sealed class DepthwiseProgram() : EmittedProgram(ReportedNetworks.Depthwise);

public sealed class HalvedProgram() : EmittedProgram(ReportedNetworks.Halved);
