using System.Runtime.CompilerServices;
using System.Text;

namespace NetGen.Numerics;

/// <summary>
/// Random numbers without a state: each one is a function of a key and of its number, so that a seed gives the same values on every machine,
/// whatever the vector width, the order or the number of threads.
/// </summary>
/// <remarks>
/// The generator is Philox4x32 with ten rounds: J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel Random Numbers: As Easy as 1, 2, 3",
/// SC 2011. One block of it yields four 32-bit words; number <c>i</c> is word <c>i mod 4</c> of block <c>i / 4</c>.
/// </remarks>
public static class CounterRandom
{
    private const int WordsOfBlock = 4;
    private const float UnitInLastPlace = 1f / (1 << 24);

    /// <summary>The key of a named sequence (a parameter, a layer) under a seed.</summary>
    /// <remarks>64-bit FNV-1a over the name in UTF-8, mixed with the seed by the finalizer of SplitMix64 (Steele, Lea, Flood 2014).</remarks>
    public static ulong Key(int seed, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        const ulong OffsetBasis = 0xCBF29CE484222325, Prime = 0x100000001B3;
        var hash = OffsetBasis;
        foreach (var octet in Encoding.UTF8.GetBytes(name)) hash = (hash ^ octet) * Prime;
        return Key(Mix(hash), (uint)seed);
    }

    /// <summary>The key of one sequence of many: of a step, an epoch, a worker.</summary>
    public static ulong Key(ulong key, ulong sequence) => Mix(key + Mix(sequence));

    /// <summary>Number <paramref name="counter"/> of the sequence: 32 random bits.</summary>
    public static uint NextUInt(ulong key, ulong counter)
    {
        var block = Block(key, counter / WordsOfBlock);
        return block[(int)(counter % WordsOfBlock)];
    }

    /// <summary>Number <paramref name="counter"/> of the sequence, uniform over 0, 1, …, <paramref name="bound"/> - 1.</summary>
    /// <remarks>The high half of a 32×32-bit product: the probabilities differ by less than 2^-32.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public static int NextInt(ulong key, ulong counter, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        return (int)(((ulong)NextUInt(key, counter) * (uint)bound) >> 32);
    }

    /// <summary>Number <paramref name="counter"/> of the sequence, uniform over the 2^24 multiples of 2^-24 in [0, 1).</summary>
    public static float NextSingle(ulong key, ulong counter) => ToSingle(NextUInt(key, counter));

    /// <summary>Number <paramref name="counter"/> of the sequence, normal with mean 0 and variance 1; its magnitude is at most 6.3.</summary>
    public static float NextNormal(ulong key, ulong counter) => ToNormal(NextUInt(key, counter));

    /// <summary>Numbers <paramref name="counter"/>, <paramref name="counter"/> + 1, … of the sequence, as many as the span holds.</summary>
    public static void Fill(ulong key, ulong counter, Span<uint> values)
    {
        var i = 0;
        while (i < values.Length)
        {
            var block = Block(key, (counter + (ulong)i) / WordsOfBlock);
            for (var word = (int)((counter + (ulong)i) % WordsOfBlock); word < WordsOfBlock && i < values.Length; word++) values[i++] = block[word];
        }
    }

    /// <summary>The multiple of 2^-24 in [0, 1) that 32 random bits stand for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ToSingle(uint bits) => (bits >> 8) * UnitInLastPlace;

    /// <summary>The normal number that 32 random bits stand for: the quantile of <c>(bits + 1/2) / 2^32</c>.</summary>
    public static float ToNormal(uint bits) => (float)NormalQuantile.OfBits(bits);

    // Ten rounds over the counter (two words, two zeros) under the key (two words).
    internal static Words Block(ulong key, ulong counter) => Rounds(new Words((uint)counter, (uint)(counter >> 32), 0, 0), (uint)key, (uint)(key >> 32));

    internal static Words Rounds(Words x, uint key0, uint key1)
    {
        const uint Multiplier0 = 0xD2511F53, Multiplier1 = 0xCD9E8D57, Weyl0 = 0x9E3779B9, Weyl1 = 0xBB67AE85;
        for (var round = 0; round < 10; round++)
        {
            var product0 = (ulong)Multiplier0 * x.W0;
            var product1 = (ulong)Multiplier1 * x.W2;
            x = new Words((uint)(product1 >> 32) ^ x.W1 ^ key0, (uint)product1, (uint)(product0 >> 32) ^ x.W3 ^ key1, (uint)product0);
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return x;
    }

    private static ulong Mix(ulong x)
    {
        x += 0x9E3779B97F4A7C15;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    internal readonly record struct Words(uint W0, uint W1, uint W2, uint W3)
    {
        public uint this[int word] => word switch
        {
            0 => W0,
            1 => W1,
            2 => W2,
            _ => W3,
        };
    }
}
