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
        AssertInTurn(4, [.. Floats(Lanes.InterleaveLow(a, b)), .. Floats(Lanes.InterleaveHigh(a, b))]);
        Vector256<float> c = Vector256.Create(Numbers), d = Vector256.Create(Numbers[8..]);
        AssertInTurn(8, [.. Floats(Lanes.InterleaveLow(c, d)), .. Floats(Lanes.InterleaveHigh(c, d))]);
        Vector512<float> e = Vector512.Create(Numbers), f = Vector512.Create(Numbers[16..]);
        AssertInTurn(16, [.. Floats(Lanes.InterleaveLow(e, f)), .. Floats(Lanes.InterleaveHigh(e, f))]);
    }

    [Fact]
    public void Floats_are_picked_at_the_places_of_a_table()
    {
        int[] places = [7, 0, 31, 2, 2, 16, 5, 30, 1, 1, 9, 12, 4, 28, 3, 6];
        float[] expected = [.. places.Select(p => Numbers[p])];
        AssertSame(expected[..4], Floats(Lanes.Pick128(ref Numbers[0], ref places[0])));
        AssertSame(expected[..8], Floats(Lanes.Pick256(ref Numbers[0], ref places[0])));
        AssertSame(expected, Floats(Lanes.Pick512(ref Numbers[0], ref places[0])));
    }

    [Fact]
    public void Places_that_are_negative_give_zeros_whatever_is_there()
    {
        const int Nothing = int.MinValue;
        float[] numbers = [float.NaN, .. Numbers];
        int[] places = [7, Nothing, 31, Nothing, Nothing, 16, 5, Nothing, 1, 1, Nothing, Nothing, Nothing, Nothing, 3, Nothing];
        float[] expected = [.. places.Select(p => p < 0 ? 0 : numbers[p])];
        AssertSame(expected[..4], Floats(Lanes.Pick128OrZero(ref numbers[0], ref places[0])));
        AssertSame(expected[..8], Floats(Lanes.Pick256OrZero(ref numbers[0], ref places[0])));
        AssertSame(expected, Floats(Lanes.Pick512OrZero(ref numbers[0], ref places[0])));
    }

    [Fact]
    public void A_shift_leaves_a_zero()
    {
        AssertSame([0, .. Numbers[..3]], Floats(Lanes.Up(Vector128.Create(Numbers))));
        AssertSame([0, .. Numbers[..7]], Floats(Lanes.Up(Vector256.Create(Numbers))));
        AssertSame([0, .. Numbers[..15]], Floats(Lanes.Up(Vector512.Create(Numbers))));
        AssertSame([.. Numbers[1..4], 0], Floats(Lanes.Down(Vector128.Create(Numbers))));
        AssertSame([.. Numbers[1..8], 0], Floats(Lanes.Down(Vector256.Create(Numbers))));
        AssertSame([.. Numbers[1..16], 0], Floats(Lanes.Down(Vector512.Create(Numbers))));
    }

    private static void AssertSame(float[] expected, float[] actual) => Assert.Equal(expected, actual);

    private static void AssertInTurn(int lanes, float[] actual) => Assert.Equal(InTurn(lanes), actual);

    private static float[] Every(int lanes) => [.. Numbers.Take(2 * lanes).Where((_, i) => i % 2 == 0)];

    private static float[] InTurn(int lanes) => [.. Enumerable.Range(0, lanes).SelectMany(i => new[] { Numbers[i], Numbers[lanes + i] })];

    private static float[] Floats(Vector128<float> v) => [.. Enumerable.Range(0, 4).Select(i => v[i])];

    private static float[] Floats(Vector256<float> v) => [.. Enumerable.Range(0, 8).Select(i => v[i])];

    private static float[] Floats(Vector512<float> v) => [.. Enumerable.Range(0, 16).Select(i => v[i])];
}
