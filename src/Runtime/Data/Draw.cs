namespace NetGen.Data;

/// <summary>
/// Counter-based random numbers: a value is a pure function of a key and a position, so an order or an augmentation can be repeated, resumed
/// and computed out of order.
/// </summary>
/// <remarks>The output function of SplitMix64 over key and counter: Steele, Lea and Flood 2014, "Fast Splittable Pseudorandom Number
/// Generators". Passes for shuffling and augmentation; not for cryptography.</remarks>
internal static class Draw
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    /// <summary>A key of two numbers, for example a seed and an epoch.</summary>
    public static ulong Key(ulong a, ulong b) => Mix(Mix(a + Golden) ^ ((b * Golden) + 1));

    /// <summary>64 uniform bits.</summary>
    public static ulong Bits(ulong key, ulong position) => Mix(key + ((position + 1) * Golden));

    /// <summary>A uniform integer in [0, <paramref name="bound"/>); the deviation from uniform is below bound/2⁶⁴.</summary>
    public static int Below(ulong key, ulong position, int bound) => (int)Math.BigMul(Bits(key, position), (ulong)bound, out _);

    /// <summary>A uniform number in [0, 1).</summary>
    public static float Unit(ulong key, ulong position) => (Bits(key, position) >> 40) * (1f / (1 << 24));

    /// <summary>Fills with 0, 1, … in a uniformly random order (Fisher and Yates).</summary>
    public static void Permutation(Span<int> order, ulong key)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Shuffle(order, key);
    }

    /// <summary>Puts into a uniformly random order.</summary>
    public static void Shuffle(Span<int> order, ulong key)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = Below(key, (ulong)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }

    private static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
