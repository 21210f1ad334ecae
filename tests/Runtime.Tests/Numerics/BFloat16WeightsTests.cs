using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class BFloat16WeightsTests
{
    [Theory]
    [InlineData(1f, 0x3F80)]
    [InlineData(-2.5f, 0xC020)]
    [InlineData(0f, 0)]
    [InlineData(1.00390625f, 0x3F80)]
    [InlineData(1.01171875f, 0x3F82)]
    [InlineData(1.0040f, 0x3F81)]
    [InlineData(float.PositiveInfinity, 0x7F80)]
    [InlineData(float.MaxValue, 0x7F80)]
    [InlineData(1e-45f, 0)]
    public void Halves_are_rounded_to_nearest_even(float value, uint expected) => Assert.Equal(expected, BFloat16Weights.Round(value));

    [Fact]
    public void A_NaN_whose_upper_half_says_nothing_stays_one() => Assert.True(float.IsNaN(Number(BFloat16Weights.Round(BitConverter.UInt32BitsToSingle(0x7F800001)))));

    [Fact]
    public void Rows_are_packed_in_pairs()
    {
        var weights = Enumerable.Range(0, 96).Select(i => (float)i).ToArray();
        var packed = new float[48];
        BFloat16Weights.Pack(ref weights[0], ref packed[0], 3);
        for (var i = 0; i < packed.Length; i++)
        {
            var bits = BitConverter.SingleToUInt32Bits(packed[i]);
            Assert.Equal(((i / 16) * 32) + (i % 16), Number(bits & 0xFFFF));
            Assert.Equal(((i / 16) * 32) + 16 + (i % 16), Number(bits >> 16));
        }
    }

    private static float Number(uint half) => BitConverter.UInt32BitsToSingle(half << 16);
}
