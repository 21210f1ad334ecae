using System.Runtime.Intrinsics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class LanesTests
{
    private static readonly float[] Numbers = [.. Enumerable.Range(0, 32).Select(i => (float)i)];

    [Fact]
    public void Even_takes_every_second_float()
    {
        Assert.Equal(Every(4), Floats(Lanes.Even(Vector128.Create(Numbers), Vector128.Create(Numbers[4..]))));
        Assert.Equal(Every(8), Floats(Lanes.Even(Vector256.Create(Numbers), Vector256.Create(Numbers[8..]))));
        Assert.Equal(Every(16), Floats(Lanes.Even(Vector512.Create(Numbers), Vector512.Create(Numbers[16..]))));
    }

    [Fact]
    public void Interleaving_takes_floats_in_turn()
    {
        Vector128<float> a = Vector128.Create(Numbers), b = Vector128.Create(Numbers[4..]);
        Assert.Equal(InTurn(4), [.. Floats(Lanes.InterleaveLow(a, b)), .. Floats(Lanes.InterleaveHigh(a, b))]);
        Vector256<float> c = Vector256.Create(Numbers), d = Vector256.Create(Numbers[8..]);
        Assert.Equal(InTurn(8), [.. Floats(Lanes.InterleaveLow(c, d)), .. Floats(Lanes.InterleaveHigh(c, d))]);
        Vector512<float> e = Vector512.Create(Numbers), f = Vector512.Create(Numbers[16..]);
        Assert.Equal(InTurn(16), [.. Floats(Lanes.InterleaveLow(e, f)), .. Floats(Lanes.InterleaveHigh(e, f))]);
    }

    [Fact]
    public void A_shift_leaves_a_zero()
    {
        Assert.Equal([0, .. Numbers[..3]], Floats(Lanes.Up(Vector128.Create(Numbers))));
        Assert.Equal([0, .. Numbers[..7]], Floats(Lanes.Up(Vector256.Create(Numbers))));
        Assert.Equal([0, .. Numbers[..15]], Floats(Lanes.Up(Vector512.Create(Numbers))));
        Assert.Equal([.. Numbers[1..4], 0], Floats(Lanes.Down(Vector128.Create(Numbers))));
        Assert.Equal([.. Numbers[1..8], 0], Floats(Lanes.Down(Vector256.Create(Numbers))));
        Assert.Equal([.. Numbers[1..16], 0], Floats(Lanes.Down(Vector512.Create(Numbers))));
    }

    private static float[] Every(int lanes) => [.. Numbers.Take(2 * lanes).Where((_, i) => i % 2 == 0)];

    private static float[] InTurn(int lanes) => [.. Enumerable.Range(0, lanes).SelectMany(i => new[] { Numbers[i], Numbers[lanes + i] })];

    private static float[] Floats(Vector128<float> v) => [.. Enumerable.Range(0, 4).Select(i => v[i])];

    private static float[] Floats(Vector256<float> v) => [.. Enumerable.Range(0, 8).Select(i => v[i])];

    private static float[] Floats(Vector512<float> v) => [.. Enumerable.Range(0, 16).Select(i => v[i])];
}
