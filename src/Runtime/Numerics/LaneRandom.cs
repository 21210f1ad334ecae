using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Numerics;

/// <summary>
/// Uniform numbers in [0, 1) for dropout masks: a function of element number, step and stream alone, so that a step can be repeated and every
/// vector width gives the same mask.
/// </summary>
/// <remarks>
/// Two rounds of a 32-bit multiply-xorshift finaliser (the constants are those found by exhaustive search for low bias by C. Wellons,
/// "Prospecting for Hash Functions", 2018); the upper 24 bits become the fraction.
/// </remarks>
public static class LaneRandom
{
    private const uint First = 0x7feb352d, Second = 0x846ca68b, Golden = 0x9e3779b9;
    private const float Unit = 1f / (1 << 24);

    /// <summary>The step under which a network of this seed draws the numbers of its step of this number.</summary>
    /// <remarks>For each seed a permutation of the 32-bit numbers, keyed by 64 bits mixed from the seed: no step of a run repeats another one's numbers, and two runs have nothing in common.</remarks>
    /// <param name="seed">The network's seed.</param>
    /// <param name="step">The number of the step.</param>
    public static uint Step(int seed, uint step)
    {
        var key = CounterRandom.Key(0x9E6C63D0876A9A99, (uint)seed);
        return Mix(Mix(step ^ (uint)key) + (uint)(key >> 32));
    }

    /// <summary>The number of one element.</summary>
    public static float Uniform(uint element, uint step, uint stream) => (Mix(Mix(element) + Seed(step, stream)) >> 8) * Unit;

    /// <summary>The numbers of four elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Uniform(Vector128<uint> elements, uint step, uint stream)
    {
        var x = Mix(Mix(elements) + Vector128.Create(Seed(step, stream)));
        return Vector128.ConvertToSingle(Vector128.ShiftRightLogical(x, 8).AsInt32()) * Unit;
    }

    /// <summary>The numbers of eight elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Uniform(Vector256<uint> elements, uint step, uint stream)
    {
        var x = Mix(Mix(elements) + Vector256.Create(Seed(step, stream)));
        return Vector256.ConvertToSingle(Vector256.ShiftRightLogical(x, 8).AsInt32()) * Unit;
    }

    /// <summary>The numbers of sixteen elements.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Uniform(Vector512<uint> elements, uint step, uint stream)
    {
        var x = Mix(Mix(elements) + Vector512.Create(Seed(step, stream)));
        return Vector512.ConvertToSingle(Vector512.ShiftRightLogical(x, 8).AsInt32()) * Unit;
    }

    private static uint Seed(uint step, uint stream) => Mix(Mix(step + Golden) ^ (stream * Golden));

    private static uint Mix(uint x)
    {
        x ^= x >> 16;
        x *= First;
        x ^= x >> 15;
        x *= Second;
        return x ^ (x >> 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<uint> Mix(Vector128<uint> x)
    {
        x ^= Vector128.ShiftRightLogical(x, 16);
        x *= Vector128.Create(First);
        x ^= Vector128.ShiftRightLogical(x, 15);
        x *= Vector128.Create(Second);
        return x ^ Vector128.ShiftRightLogical(x, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> Mix(Vector256<uint> x)
    {
        x ^= Vector256.ShiftRightLogical(x, 16);
        x *= Vector256.Create(First);
        x ^= Vector256.ShiftRightLogical(x, 15);
        x *= Vector256.Create(Second);
        return x ^ Vector256.ShiftRightLogical(x, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Mix(Vector512<uint> x)
    {
        x ^= Vector512.ShiftRightLogical(x, 16);
        x *= Vector512.Create(First);
        x ^= Vector512.ShiftRightLogical(x, 15);
        x *= Vector512.Create(Second);
        return x ^ Vector512.ShiftRightLogical(x, 16);
    }
}
