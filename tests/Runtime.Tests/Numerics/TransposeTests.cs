using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class TransposeTests
{
    private delegate void Tile(ref float source, nint sourceStride, ref float destination, nint destinationStride);

    [Fact]
    public void The_dispatched_form_transposes() => AssertTransposes(Transpose.Blocks16);

    [Fact]
    public void The_scalar_form_transposes() => AssertTransposes(Transpose.Blocks16Scalar);

    [Fact]
    public void The_form_of_128_bits_transposes()
    {
        Assert.SkipUnless(Sse2.IsSupported || AdvSimd.Arm64.IsSupported, "This machine has neither SSE2 nor AdvSimd.");
        AssertTransposes(Transpose.Blocks16Vector128);
    }

    [Fact]
    public void The_form_of_256_bits_transposes()
    {
        Assert.SkipUnless(Avx.IsSupported, "This machine has no AVX.");
        AssertTransposes(Transpose.Blocks16Vector256);
    }

    [Fact]
    public void The_form_of_512_bits_transposes()
    {
        Assert.SkipUnless(Avx512F.IsSupported, "This machine has no AVX-512.");
        AssertTransposes(Transpose.Blocks16Vector512);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(1, 1)]
    [InlineData(1, 40)]
    [InlineData(40, 1)]
    [InlineData(5, 17)]
    [InlineData(33, 15)]
    [InlineData(48, 31)]
    public void A_matrix_of_any_size_is_transposed_and_nothing_around_it_is_touched(int rows, int columns)
    {
        const int Margin = 3;
        int sourceStride = columns + Margin, destinationStride = rows + Margin;
        // To the last element and no further.
        var source = Numbered(((rows - 1) * sourceStride) + columns);
        var destination = Filled(((columns - 1) * destinationStride) + rows);
        var expected = (float[])destination.Clone();
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++) expected[(j * destinationStride) + i] = source[(i * sourceStride) + j];
        }

        Transpose.Matrix(ref source[0], sourceStride, rows, columns, ref destination[0], destinationStride);

        Assert.Equal(expected, destination);
    }

    [Theory]
    [InlineData(16, 16)]
    [InlineData(16, 5)]
    [InlineData(3, 16)]
    [InlineData(7, 11)]
    [InlineData(1, 1)]
    public void A_part_of_a_tile_is_transposed_and_its_missing_rows_are_zeros(int rows, int columns)
    {
        const int SourceStride = 19, DestinationStride = 23;
        var source = Numbered(16 * SourceStride);
        var destination = Filled(16 * DestinationStride);
        var expected = (float[])destination.Clone();
        for (var i = 0; i < columns; i++)
        {
            for (var j = 0; j < 16; j++) expected[(i * DestinationStride) + j] = j < rows ? source[(j * SourceStride) + i] : 0;
        }

        Transpose.Blocks(ref source[0], SourceStride, rows, ref destination[0], DestinationStride, columns);

        Assert.Equal(expected, destination);
    }

    [Theory]
    [InlineData(16, 7, 7)]
    [InlineData(16, 14, 3)]
    [InlineData(16, 28, 2)]
    [InlineData(16, 33, 1)]
    [InlineData(5, 20, 2)]
    [InlineData(1, 3, 1)]
    public void Channels_go_into_lanes_and_out_of_them_again(int channels, int width, int rows)
    {
        // Lanes with a pixel between them and a halo behind each row; channels with a gap.
        const int PixelStride = 32;
        int rowStride = (width + 2) * PixelStride, channelStride = (width * rows) + 3;
        var apart = Numbered(16 * channelStride);
        var lanes = Filled(rows * rowStride);
        var expected = (float[])lanes.Clone();
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < width; x++)
            {
                for (var c = 0; c < 16; c++) expected[(y * rowStride) + (x * PixelStride) + c] = c < channels ? apart[(c * channelStride) + (y * width) + x] : 0;
            }
        }

        Transpose.ToLanes(ref apart[0], channelStride, channels, ref lanes[0], PixelStride, rowStride, width, rows);
        Assert.Equal(expected, lanes);

        var back = Filled(apart.Length);
        var original = (float[])back.Clone();
        for (var c = 0; c < channels; c++) Array.Copy(apart, c * channelStride, original, c * channelStride, width * rows);
        Transpose.FromLanes(ref lanes[0], PixelStride, rowStride, channels, ref back[0], channelStride, width, rows);
        Assert.Equal(original, back);
    }

    private static float[] Numbered(int length) => [.. Enumerable.Range(1, length).Select(i => (float)i)];

    private static float[] Filled(int length) => [.. Enumerable.Repeat(-1f, length)];

    private static void AssertTransposes(Tile transpose)
    {
        // Unequal strides, a tile inside of a larger matrix, and a sentinel around the destination.
        const int SourceStride = 19, DestinationStride = 23, Start = 5;
        var source = new float[Start + (16 * SourceStride)];
        for (var i = 0; i < source.Length; i++) source[i] = i;
        var destination = new float[Start + (16 * DestinationStride)];
        Array.Fill(destination, -1f);
        var expected = (float[])destination.Clone();
        for (var i = 0; i < 16; i++)
        {
            for (var j = 0; j < 16; j++) expected[Start + (i * DestinationStride) + j] = source[Start + (j * SourceStride) + i];
        }

        transpose(ref source[Start], SourceStride, ref destination[Start], DestinationStride);

        Assert.Equal(expected, destination);
    }
}
