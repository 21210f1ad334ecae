using NetGen.Generator.Schedule;
using NetGen.Generator.Targets;
using Xunit;

namespace NetGen.Generator.Tests.Schedule;

/// <summary>What the speed of AVX2 hangs on: a tile of eight sums waits for its own multiply-adds.</summary>
public sealed class TileShapeTests
{
    private const int SumsThatHideLatency = 10;

    private static readonly Avx2 Isa = new();

    [Fact]
    public void Rows_are_shared_out_evenly()
    {
        for (var extent = 1; extent <= 60; extent++)
        {
            for (var tile = 1; tile <= 6; tile++)
            {
                (int Size, int Count)[] pieces = [.. TileShape.RowPieces(Isa, extent, tile)];
                Assert.Equal(extent, pieces.Sum(p => p.Size * p.Count));
                Assert.Equal((extent + tile - 1) / tile, pieces.Sum(p => p.Count));
                Assert.All(pieces, p => Assert.InRange(p.Size, pieces[0].Size - 1, tile));
            }
        }
    }

    [Theory]
    [InlineData(112, 112, 147, 0)]
    [InlineData(56, 56, 576, 0)]
    [InlineData(1, 3136, 256, 0)]
    [InlineData(28, 28, 1152, 0)]
    [InlineData(14, 14, 2304, 0.15)]
    public void Few_pixels_of_an_image_are_in_tiles_of_too_few_sums(int height, int width, int terms, double share)
    {
        var tile = TileShape.Choose(Isa, height, width, rowsAreBatch: false, panels: 4, terms, scalarIsVector: false, alongRows: false);
        var waiting = 0;
        foreach (var line in TileShape.RowPieces(Isa, height, tile.OuterRows))
        {
            foreach (var column in TileShape.RowPieces(Isa, width, tile.Rows))
            {
                if (line.Size * column.Size * tile.Panels * Isa.VectorsPerPanel < SumsThatHideLatency) waiting += line.Size * line.Count * column.Size * column.Count;
            }
        }

        Assert.InRange(waiting / (double)(height * width), 0, share);
    }

    [Fact]
    public void A_batch_is_computed_in_sixes_fours_and_single_rows() => Assert.Equal(
        [6, 4, 1], TileShape.BatchPieces(Isa, TileShape.Choose(Isa, 1, 1, rowsAreBatch: true, panels: 8, terms: 784, scalarIsVector: false, alongRows: false).Rows));
}
