using System.Reflection;
using NetGen.Kernels;
using NetGen.Testing;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Kernels;

/// <summary>Every register tile of every instruction set that x86 has against the sums it is defined by, in double, whatever its strides, its beginning and its end.</summary>
public sealed class TileTests
{
    private delegate void RowsMethod(ref float x, ref float w, ref float b, ref float y, int tiles, bool isLast, in TileLoops t);

    private delegate void SinkMethod(ref float x, ref float w, ref float y, int tiles, in TileLoops t, ref GradientSum sink);

    public static TheoryData<string, string> Methods
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var type in new[] { typeof(Avx512Tiles), typeof(Avx2Tiles), typeof(PortableTiles) })
                foreach (var method in type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)) data.Add(type.Name, method.Name);
            return data;
        }
    }

    [Fact]
    public void There_are_tiles_of_one_to_six_rows_for_each_instruction_set()
    {
        foreach (var type in new[] { typeof(Avx512Tiles), typeof(Avx2Tiles) })
            for (var rows = 1; rows <= 6; rows++) Assert.NotNull(type.GetMethod($"Rows{rows}x16"));
        Assert.NotNull(typeof(PortableTiles).GetMethod("Rows2x16"));
    }

    [Theory, MemberData(nameof(Methods))]
    public void A_tile_is_the_sum_of_its_products(string type, string name)
    {
        var method = typeof(TileLoops).Assembly.GetType($"NetGen.Kernels.{type}", throwOnError: true)!.GetMethod(name)!;
        foreach (var tile in TileCase.Of(name)) Check(method, tile);
    }

    private static void Check(MethodInfo method, TileCase tile)
    {
        var expected = tile.Expected();
        float[] memory = [.. tile.Memory], alone = [.. tile.Memory];
        if (tile.IsSink)
        {
            var sink = default(GradientSum);
            method.MakeGenericMethod(typeof(GradientSum)).CreateDelegate<SinkMethod>()(
                ref memory[TileCase.X], ref memory[TileCase.W], ref memory[TileCase.Y], tile.Count, tile.Loops, ref sink);
        }
        else
        {
            method.CreateDelegate<RowsMethod>()(
                ref memory[TileCase.X], ref memory[TileCase.W], ref memory[TileCase.B], ref memory[TileCase.Y], tile.Count, tile.IsLast, tile.Loops);
        }

        if (tile.Difference(memory, expected) is { } difference) Assert.Fail($"{method.DeclaringType!.Name}: {difference}");
        if (!tile.IsBatch) return;
        // A sample's result does not depend on how many are computed with it.
        for (var row = 0; row < tile.Rows; row++)
        {
            method.CreateDelegate<RowsMethod>()(
                ref alone[TileCase.X + (row * tile.XRow)], ref alone[TileCase.W], ref alone[TileCase.B + (row * tile.BRow)], ref alone[TileCase.Y + (row * tile.ResultRow)], 1, tile.IsLast, tile.Loops);
        }

        Assert.True(memory.AsSpan().SequenceEqual(alone), $"{method.DeclaringType!.Name}: {tile}: other bits than row by row");
    }
}
