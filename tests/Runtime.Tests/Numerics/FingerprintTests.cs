using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class FingerprintTests
{
    [Theory]
    [InlineData(16)]
    [InlineData(48)]
    [InlineData(64)]
    [InlineData(208)]
    public void Every_change_of_a_single_bit_is_seen_once(int count)
    {
        var weights = Enumerable.Range(0, count).Select(i => MathF.Sin(i)).ToArray();
        var stored = new float[Fingerprint.Length];
        Assert.True(Fingerprint.Changed(ref weights[0], count, ref stored[0]));
        Assert.False(Fingerprint.Changed(ref weights[0], count, ref stored[0]));
        for (var i = 0; i < count; i++)
        {
            weights[i] = BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(weights[i]) ^ (1 << (i % 32)));
            Assert.True(Fingerprint.Changed(ref weights[0], count, ref stored[0]));
            Assert.False(Fingerprint.Changed(ref weights[0], count, ref stored[0]));
        }
    }

    [Fact]
    public void Weights_of_zero_have_a_fingerprint_too()
    {
        float[] weights = new float[64], stored = new float[Fingerprint.Length];
        Assert.True(Fingerprint.Changed(ref weights[0], weights.Length, ref stored[0]));
    }

    [Fact]
    public void An_exchange_of_two_weights_is_seen()
    {
        var weights = Enumerable.Range(0, 128).Select(i => (float)i).ToArray();
        var stored = new float[Fingerprint.Length];
        Fingerprint.Changed(ref weights[0], weights.Length, ref stored[0]);
        (weights[3], weights[67]) = (weights[67], weights[3]);
        Assert.True(Fingerprint.Changed(ref weights[0], weights.Length, ref stored[0]));
    }

    [Fact]
    public void A_seal_is_only_what_was_sealed()
    {
        var place = 0f;
        Assert.False(Fingerprint.IsSealed(ref place));
        place = float.NaN;
        Assert.False(Fingerprint.IsSealed(ref place));
        Fingerprint.Seal(ref place, true);
        Assert.True(Fingerprint.IsSealed(ref place));
        Fingerprint.Seal(ref place, false);
        Assert.False(Fingerprint.IsSealed(ref place));
    }
}
