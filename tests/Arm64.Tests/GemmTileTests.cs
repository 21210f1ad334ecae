using NetGen.Arm64.Tests.MachineCode;
using NetGen.Arm64.Tests.Toolchain;
using Xunit;

namespace NetGen.Arm64.Tests;

public sealed class GemmTilePrograms() : LazyProgram(() => Arm64Program.Compile(
    [.. Tiles.Select(tile => GemmTile.Source(tile.Rows, tile.Vectors))], [.. Tiles.Select(tile => GemmTile.Name(tile.Rows, tile.Vectors))]))
{
    private static readonly (int Rows, int Vectors)[] Tiles = [(5, 4), (7, 3), (9, 2), (8, 4)];
}

public sealed class GemmTileTests(GemmTilePrograms programs) : IClassFixture<GemmTilePrograms>
{
    private readonly Random _random = new(20);

    [Theory]
    [InlineData(5, 4, 4)]
    [InlineData(5, 4, 12)]
    [InlineData(5, 4, 256)]
    [InlineData(7, 3, 64)]
    [InlineData(9, 2, 64)]
    [InlineData(8, 4, 64)]
    public void A_tile_multiplied_by_element_equals_the_product_in_double(int rows, int vectors, int k)
    {
        var lanes = 4 * vectors;
        float[] a = Uniform(rows * k), b = Uniform(k * lanes);

        var c = programs.Program.Run(GemmTile.Name(rows, vectors), a, b, new float[rows * lanes], k)["c"];

        for (var row = 0; row < rows; row++)
        {
            for (var lane = 0; lane < lanes; lane++)
            {
                double truth = 0, magnitude = 0;
                for (var i = 0; i < k; i++)
                {
                    var product = (double)a[(row * k) + i] * b[(i * lanes) + lane];
                    truth += product;
                    magnitude += Math.Abs(product);
                }

                // k roundings of partial sums, each half a unit of the last place at most.
                Assert.InRange(c[(row * lanes) + lane], truth - (k * magnitude * 6e-8), truth + (k * magnitude * 6e-8));
            }
        }
    }

    [Theory]
    [InlineData(5, 4)]
    [InlineData(7, 3)]
    [InlineData(9, 2)]
    public void The_loop_of_a_tile_within_the_register_rule_has_no_call_and_no_spill(int rows, int vectors)
    {
        var loop = programs.Program.Disassemble(GemmTile.Name(rows, vectors)).TileLoop;

        Assert.Equal(4 * rows * vectors, loop.FusedMultiplyAddsByElement);
        Assert.Equal(loop.FusedMultiplyAddsByElement, loop.FusedMultiplyAdds);
        Assert.Equal(0, loop.Calls);
        Assert.Equal(0, loop.StackReferences);
    }

    [Fact]
    public void A_tile_of_eight_rows_by_four_vectors_breaks_the_register_rule_and_spills()
    {
        Assert.NotEqual(0, programs.Program.Disassemble(GemmTile.Name(8, 4)).TileLoop.StackReferences);
    }

    [Fact]
    public void A_tile_needs_nothing_of_the_runtime() => Assert.Empty(programs.Program.RuntimeDependencies);

    [Theory]
    [InlineData("cortex-a55", 0.75)]
    [InlineData("cortex-a76", 0.95)]
    [InlineData("neoverse-n1", 0.95)]
    public void The_5x4_tile_keeps_the_multipliers_of_the_usual_cores_busy(string processor, double leastPerCycle)
    {
        RequiresArm64.LlvmMca();

        var estimate = ThroughputEstimate.Of(programs.Program.Disassemble(GemmTile.Name(5, 4)).TileLoop, processor);

        Assert.InRange(estimate.FusedMultiplyAddsPerCycle, leastPerCycle, 2);
    }

    private float[] Uniform(int length)
    {
        var values = new float[length];
        foreach (ref var value in values.AsSpan()) value = (2 * _random.NextSingle()) - 1;
        return values;
    }
}
