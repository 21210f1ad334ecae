using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

public sealed class AssemblyTests
{
    [Fact]
    public void A_method_of_a_built_assembly_runs_on_arm64()
    {
        RequiresArm64.Tools();
        const string Name = "NetGen.Numerics.Transpose.Blocks16Vector128";
        using var program = Arm64Program.CompileAssembly(Arm64Toolchain.RuntimeAssembly, [Name]);
        var source = new float[16 * 17];
        for (var i = 0; i < source.Length; i++) source[i] = i;

        var result = program.Run(Name, source, Arm64Argument.Value<nint>(17), new float[16 * 16], Arm64Argument.Value<nint>(16));

        Assert.Empty(program.RuntimeDependencies);
        for (var row = 0; row < 16; row++)
            for (var column = 0; column < 16; column++)
                Assert.Equal(source[(row * 17) + column], result["destination"][(column * 16) + row]);
    }
}
