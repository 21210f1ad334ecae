using NetGen.Arm64.Tests.Emitted;
using NetGen.Testing;

namespace NetGen.Arm64.Tests.Speed;

/// <summary>Convolutions of the sizes that <c>benchmarks/NetGen.Peers</c> measures on x64, a network each.</summary>
internal static class ReportedNetworks
{
    public static DeclaredNetwork Direct { get; } = Declare("Convolution3x3Strict", "Network(Strict = true)", "Input(64, 56, 56)", "Conv2D(64, 3, Padding = 1)");

    public static DeclaredNetwork Winograd { get; } = Declare("Convolution3x3", "Network", "Input(64, 56, 56)", "Conv2D(64, 3, Padding = 1)");

    public static DeclaredNetwork Pointwise { get; } = Declare("Convolution1x1", "Network", "Input(256, 56, 56)", "Conv2D(64, 1)");

    public static DeclaredNetwork Depthwise { get; } = Declare("DepthwiseConvolution", "Network", "Input(32, 112, 112)", "Conv2D(32, 3, Padding = 1, Groups = 32)");

    private static DeclaredNetwork Declare(string name, params string[] attributes) =>
        new($"Reported.{name}", $"using NetGen;\n\nnamespace Reported;\n\n{string.Concat(attributes.Select(attribute => $"[{attribute}]\n"))}public sealed partial class {name};\n");
}

public sealed class DirectProgram() : EmittedProgram(ReportedNetworks.Direct);

public sealed class WinogradProgram() : EmittedProgram(ReportedNetworks.Winograd);

public sealed class PointwiseProgram() : EmittedProgram(ReportedNetworks.Pointwise);

public sealed class DepthwiseProgram() : EmittedProgram(ReportedNetworks.Depthwise);
