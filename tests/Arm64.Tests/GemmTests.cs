using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

public sealed class GemmTests
{
    [Fact]
    public void The_tile_computes_the_product()
    {
        RequiresArm64.Tools();
        using var program = Arm64Program.Compile([SampleKernels.Text("Gemm.cs")], ["Samples.Gemm.Tile5x4"]);
        Assert.Empty(program.RuntimeDependencies);
        var k = 64; var r = new Random(1);
        float[] a = new float[5 * k], b = new float[16 * k];
        foreach (ref var x in a.AsSpan()) x = r.NextSingle() - .5f;
        foreach (ref var x in b.AsSpan()) x = r.NextSingle() - .5f;
        var c = program.Run("Samples.Gemm.Tile5x4", a, b, new float[80], k)["c"];
        for (var i = 0; i < 5; i++)
            for (var j = 0; j < 16; j++)
            {
                double s = 0; for (var kk = 0; kk < k; kk++) s += (double)a[i * k + kk] * b[kk * 16 + j];
                Assert.Equal(s, c[i * 16 + j], 1e-5);
            }
    }
}
