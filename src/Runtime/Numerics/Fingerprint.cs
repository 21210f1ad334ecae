using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Numerics;

/// <summary>Tells whether weights have changed since something was derived from them.</summary>
/// <remarks>
/// 64 sums of 32 bits, each over every 64th float: h ← rotate(h, 5) + bits. Another value of one float always gives another fingerprint; several
/// changes to floats of one sum escape with a probability of about 2⁻³², changes to k of the sums with 2⁻³²ᵏ. A check reads the weights once, a tenth
/// of the time a transformation of them takes.
/// </remarks>
public static class Fingerprint
{
    /// <summary>Floats a stored fingerprint takes.</summary>
    public const int Length = 64;

    private const int Lanes = 16, SealBits = 0x5EA1ED05;

    /// <summary>Notes in a float whether the weights are known to be those of the fingerprints, as nobody could have written to them.</summary>
    /// <param name="place">The float.</param>
    /// <param name="isSealed">Whether they are known to be.</param>
    public static void Seal(ref float place, bool isSealed) => Unsafe.As<float, int>(ref place) = isSealed ? SealBits : 0;

    /// <summary>What <see cref="Seal"/> noted; false for a float it never wrote (but for one of 2³² values).</summary>
    /// <param name="place">The float.</param>
    public static bool IsSealed(ref float place) => Unsafe.As<float, int>(ref place) == SealBits;

    /// <summary>Whether the weights differ from those the stored fingerprint was taken of; the new one is stored.</summary>
    /// <param name="weights">The first weight.</param>
    /// <param name="count">How many, a multiple of 16.</param>
    /// <param name="stored"><see cref="Length"/> floats that keep the fingerprint, with any content at first.</param>
    /// <returns>True where what was derived from the weights must be derived again.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool Changed(ref float weights, int count, ref float stored)
    {
        // Not zero, so that weights of zero have a fingerprint too.
        Vector512<uint> a = Vector512.Create(0x9E3779B9u), b = a, c = a, d = a;
        nint i = 0;
        for (; i <= count - Length; i += Length)
        {
            a = Step(a, ref weights, i);
            b = Step(b, ref weights, i + Lanes);
            c = Step(c, ref weights, i + (2 * Lanes));
            d = Step(d, ref weights, i + (3 * Lanes));
        }

        for (; i < count; i += Lanes) a = Step(a, ref weights, i);
        var difference = Difference(a, ref stored, 0) | Difference(b, ref stored, Lanes) | Difference(c, ref stored, 2 * Lanes) | Difference(d, ref stored, 3 * Lanes);
        return difference != Vector512<uint>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Step(Vector512<uint> sum, ref float weights, nint at) =>
        ((sum << 5) | (sum >>> 27)) + Unsafe.As<float, Vector512<uint>>(ref Unsafe.Add(ref weights, at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Difference(Vector512<uint> sum, ref float stored, nint at)
    {
        ref var old = ref Unsafe.As<float, Vector512<uint>>(ref Unsafe.Add(ref stored, at));
        var difference = old ^ sum;
        old = sum;
        return difference;
    }
}
