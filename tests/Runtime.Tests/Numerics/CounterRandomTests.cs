using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class CounterRandomTests
{
    // The known answers that the authors publish with their Random123 library (tests/kat_vectors).
    [Theory]
    [InlineData(0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x00000000u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0xffffffffu, 0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu)]
    [InlineData(0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u, 0xa4093822u, 0x299f31d0u, 0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u)]
    public void Ten_rounds_give_the_published_words(uint c0, uint c1, uint c2, uint c3, uint k0, uint k1, uint r0, uint r1, uint r2, uint r3)
    {
        Assert.Equal(new CounterRandom.Words(r0, r1, r2, r3), CounterRandom.Rounds(new CounterRandom.Words(c0, c1, c2, c3), k0, k1));
    }

    [Fact]
    public void A_number_is_a_word_of_the_block_of_its_counter()
    {
        const ulong Key = 0x0123456789ABCDEF;
        for (ulong counter = 0; counter < 9; counter++)
        {
            var block = CounterRandom.Rounds(new CounterRandom.Words((uint)(counter / 4), 0, 0, 0), 0x89ABCDEF, 0x01234567);
            Assert.Equal(block[(int)(counter % 4)], CounterRandom.NextUInt(Key, counter));
        }
    }

    [Theory]
    [InlineData(0ul)]
    [InlineData(3ul)]
    [InlineData(0xFFFFFFFFFul)]
    public void Filling_gives_the_numbers_one_by_one(ulong start)
    {
        var values = new uint[23];

        CounterRandom.Fill(77, start, values);

        for (var i = 0; i < values.Length; i++) Assert.Equal(CounterRandom.NextUInt(77, start + (ulong)i), values[i]);
    }

    [Fact]
    public void Keys_depend_on_seed_and_name_and_never_change()
    {
        // Fixed for good: another value here makes every seed mean another network. FNV-1a over "a" is 0xAF63DC4C8601EC8C (the authors' test suite).
        Assert.Equal(CounterRandom.Key(SplitMix(0xAF63DC4C8601EC8C), 0), CounterRandom.Key(0, "a"));
        string[] names = ["", "a", "b", "ab", "ba", "conv2d1.weight", "conv2d1.bias", "κ"];
        var keys = new HashSet<ulong>();
        foreach (var name in names)
        {
            foreach (var seed in (int[])[0, 1, -1, int.MinValue, int.MaxValue]) Assert.True(keys.Add(CounterRandom.Key(seed, name)));
        }
    }

    [Fact]
    public void Singles_fill_the_unit_interval_evenly()
    {
        const int Count = 200_000;
        var bins = new int[20];
        for (ulong i = 0; i < Count; i++)
        {
            var u = CounterRandom.NextSingle(5, i);
            Assert.InRange(u, 0f, 0.99999994f);
            bins[(int)(u * bins.Length)]++;
        }

        // Chi-squared with 19 degrees of freedom: 43.8 is exceeded once in a thousand keys, and the key is fixed.
        const double Expected = (double)Count / 20;
        Assert.InRange(bins.Sum(n => (n - Expected) * (n - Expected) / Expected), 0, 43.8);
    }

    [Fact]
    public void Normals_have_the_moments_of_the_normal_distribution()
    {
        const int Count = 200_000;
        double s1 = 0, s2 = 0, s3 = 0, s4 = 0;
        for (ulong i = 0; i < Count; i++)
        {
            double z = CounterRandom.NextNormal(9, i);
            Assert.InRange(z, -6.4, 6.4);
            s1 += z;
            s2 += z * z;
            s3 += z * z * z;
            s4 += z * z * z * z;
        }

        // Four standard errors each: sqrt(1/n), sqrt(2/n), sqrt(15/n), sqrt(96/n).
        Assert.Equal(0, s1 / Count, 4 * Math.Sqrt(1.0 / Count));
        Assert.Equal(1, s2 / Count, 4 * Math.Sqrt(2.0 / Count));
        Assert.Equal(0, s3 / Count, 4 * Math.Sqrt(15.0 / Count));
        Assert.Equal(3, s4 / Count, 4 * Math.Sqrt(96.0 / Count));
    }

    [Fact]
    public void Integers_reach_every_value_below_the_bound()
    {
        var seen = new int[7];
        for (ulong i = 0; i < 7000; i++) seen[CounterRandom.NextInt(3, i, seen.Length)]++;

        Assert.All(seen, n => Assert.InRange(n, 850, 1150));
        Assert.Throws<ArgumentOutOfRangeException>(() => CounterRandom.NextInt(3, 0, 0));
    }

    [Theory]
    // Quantiles to ten digits: Wichura's own check values for PPND16, and symmetric ones.
    [InlineData(0.25, -0.6744897501960817)]
    [InlineData(0.001, -3.090232306167814)]
    [InlineData(1e-20, -9.262340089798408)]
    [InlineData(0.75, 0.6744897501960817)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.5, 0)]
    public void Quantiles_are_those_of_the_normal_distribution(double p, double z) => Assert.Equal(z, NormalQuantile.Of(p), 1e-14 * Math.Max(1, Math.Abs(z)));

    [Fact]
    public void The_portable_logarithm_agrees_with_the_library()
    {
        var random = new Random(3);
        for (var i = 0; i < 10_000; i++)
        {
            var x = Math.Exp((random.NextDouble() * 200) - 100);
            Assert.Equal(Math.Log(x), NormalQuantile.Logarithm(x), 4e-16 * Math.Max(1, Math.Abs(Math.Log(x))));
        }
    }

    // The finalizer, written down once more.
    private static ulong SplitMix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }
}
