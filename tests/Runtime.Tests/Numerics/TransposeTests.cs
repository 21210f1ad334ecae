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
