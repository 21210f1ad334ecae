using System.Globalization;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

/// <summary>
/// Changes with a structure, each kind at random places and at distances that could matter to a hash: none may escape. 2⁻³² of them would, so that the number of
/// escapes expected here is far below one. NETGEN_FINGERPRINT_CHANGES chooses how many of each kind are tried.
/// </summary>
public class FingerprintChangeTests
{
    private const int Count = 6144;

    private static int Changes => int.Parse(Environment.GetEnvironmentVariable("NETGEN_FINGERPRINT_CHANGES") ?? "4000", CultureInfo.InvariantCulture);

    private delegate void Change(Span<uint> bits, Random random);

    private static readonly Dictionary<string, Change> Kinds = new()
    {
        ["signs of two"] = (b, r) => Pair(b, r, (ref uint x, ref uint y) => (x, y) = (x ^ 0x80000000, y ^ 0x80000000)),
        ["one bit of two"] = (b, r) =>
        {
            var bit = 1u << r.Next(32);
            Pair(b, r, (ref uint x, ref uint y) => (x, y) = (x ^ bit, y ^ bit));
        },
        ["equal and opposite"] = (b, r) =>
        {
            var by = (uint)r.Next(1, 1 << r.Next(1, 31));
            Pair(b, r, (ref uint x, ref uint y) => (x, y) = (x + by, y - by));
        },
        ["an ulp up, another down"] = (b, r) => Pair(b, r, (ref uint x, ref uint y) => (x, y) = (x + 1, y - 1)),
        ["exchange"] = (b, r) => Pair(b, r, (ref uint x, ref uint y) => (x, y) = (y, x)),
        ["moved"] = (b, r) => Pair(b, r, (ref uint x, ref uint y) => (x, y) = (0, y ^ x ^ 0x3F800000)),
        ["signs of all in a block"] = (b, r) =>
        {
            var (start, length) = Block(r);
            foreach (ref var x in b.Slice(start, length)) x ^= 0x80000000;
        },
        ["exchange of blocks"] = (b, r) =>
        {
            var length = 1 << r.Next(0, 10);
            var first = r.Next(0, (Count / length / 2) - 1) * length;
            var second = r.Next(Count / length / 2, Count / length) * length;
            for (var i = 0; i < length; i++) (b[first + i], b[second + i]) = (b[second + i], b[first + i]);
        },
        ["rotation"] = (b, r) =>
        {
            var (start, length) = Block(r);
            var by = r.Next(1, length);
            var block = b.Slice(start, length).ToArray();
            for (var i = 0; i < length; i++) b[start + i] = block[(i + by) % length];
        },
        ["permuted rows"] = (b, r) =>
        {
            var rows = Enumerable.Range(0, Count / 64).ToArray();
            r.Shuffle(rows);
            var before = b.ToArray();
            for (var i = 0; i < Count; i++) b[i] = before[(rows[i / 64] * 64) + (i % 64)];
        },
        ["scaled by two"] = (b, r) =>
        {
            var (start, length) = Block(r);
            foreach (ref var x in b.Slice(start, length)) x += 1u << 23;
        },
        ["zeros with a sign"] = (b, r) =>
        {
            var (start, length) = Block(r);
            b.Slice(start, length).Clear();
            foreach (ref var x in b.Slice(start, length)) x = 0x80000000;
        },
    };

    public static TheoryData<string> Names => [.. Kinds.Keys];

    private delegate void PairChange(ref uint x, ref uint y);

    [Theory, MemberData(nameof(Names))]
    public void No_change_escapes(string kind)
    {
        var random = new Random(kind.Length);
        var weights = new float[Count];
        float[] stored = new float[Fingerprint.Length], before = new float[Fingerprint.Length];
        var escaped = 0;
        var original = new uint[Count];
        for (var trial = 0; trial < Changes; trial++)
        {
            // Weights as they are, small whole numbers, and many equal ones in turn.
            if (trial % 500 == 0)
            {
                for (var i = 0; i < Count; i++)
                    weights[i] = (trial / 500 % 4) switch { 0 => (float)random.NextDouble() - 0.5f, 1 => random.Next(-2, 3), 2 => 0, _ => 1 };
                Fingerprint.Changed(ref weights[0], Count, ref before[0]);
                Bits(weights).CopyTo(original);
            }

            Kinds[kind](Bits(weights), random);
            before.CopyTo(stored, 0);
            var isSeen = Fingerprint.Changed(ref weights[0], Count, ref stored[0]);
            if (!isSeen && !Bits(weights).SequenceEqual(original)) escaped++;
            original.CopyTo(Bits(weights));
        }

        Assert.Equal(0, escaped);
    }

    [Fact]
    public void Signs_of_two_are_seen_at_every_distance()
    {
        var weights = Enumerable.Range(0, Count).Select(i => MathF.Sin(i)).ToArray();
        float[] stored = new float[Fingerprint.Length], before = new float[Fingerprint.Length];
        Fingerprint.Changed(ref weights[0], Count, ref before[0]);
        for (var distance = 1; distance < Count; distance++)
        {
            (weights[0], weights[distance]) = (-weights[0] - 0f, -weights[distance]);
            before.CopyTo(stored, 0);
            Assert.True(Fingerprint.Changed(ref weights[0], Count, ref stored[0]), $"distance {distance}");
            (weights[0], weights[distance]) = (-weights[0], -weights[distance]);
        }
    }

    [Fact]
    public void What_was_there_before_is_no_fingerprint()
    {
        foreach (var content in new[] { 0f, float.NaN, 1f })
        {
            float[] weights = new float[64], stored = new float[Fingerprint.Length];
            Array.Fill(stored, content);
            Assert.True(Fingerprint.Changed(ref weights[0], weights.Length, ref stored[0]));
            Assert.False(Fingerprint.Changed(ref weights[0], weights.Length, ref stored[0]));
        }
    }

    private static Span<uint> Bits(float[] weights) => System.Runtime.InteropServices.MemoryMarshal.Cast<float, uint>(weights.AsSpan());

    private static (int Start, int Length) Block(Random random)
    {
        var length = random.Next(2, 1024);
        return (random.Next(0, Count - length), length);
    }

    // Two places: neighbours, powers of two apart, and anything.
    private static void Pair(Span<uint> bits, Random random, PairChange change)
    {
        var distance = random.Next(3) switch { 0 => 1 << random.Next(0, 13), 1 => 64 * random.Next(1, 90), _ => random.Next(1, Count) };
        if (distance >= Count) distance = 2048;
        var first = random.Next(0, Count - distance);
        change(ref bits[first], ref bits[first + distance]);
    }
}
