using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Fills from the distributions that the initialisers share: element i is number i of the key's sequence.</summary>
internal static class Distribution
{
    public static void Uniform(Span<float> values, ulong key, double low, double high)
    {
        Span<uint> bits = stackalloc uint[256];
        for (var start = 0; start < values.Length; start += bits.Length)
        {
            var part = values.Slice(start, Math.Min(bits.Length, values.Length - start));
            CounterRandom.Fill(key, (ulong)start, bits[..part.Length]);
            for (var i = 0; i < part.Length; i++) part[i] = (float)(low + ((high - low) * CounterRandom.ToSingle(bits[i])));
        }
    }

    public static void Normal(Span<float> values, ulong key, double mean, double standardDeviation)
    {
        Span<uint> bits = stackalloc uint[256];
        for (var start = 0; start < values.Length; start += bits.Length)
        {
            var part = values.Slice(start, Math.Min(bits.Length, values.Length - start));
            CounterRandom.Fill(key, (ulong)start, bits[..part.Length]);
            for (var i = 0; i < part.Length; i++) part[i] = (float)(mean + (standardDeviation * NormalQuantile.OfBits(bits[i])));
        }
    }
}
