using NetGen.Numerics;

namespace NetGen.Data;

/// <summary>Uniformly random orders (Fisher and Yates), each a function of its key alone.</summary>
internal static class Shuffling
{
    /// <summary>Fills with 0, 1, … in a random order.</summary>
    public static void Permutation(Span<int> order, ulong key)
    {
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Shuffle(order, key);
    }

    /// <summary>Puts into a random order.</summary>
    public static void Shuffle(Span<int> order, ulong key)
    {
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = CounterRandom.NextInt(key, (ulong)i, i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }
    }
}
