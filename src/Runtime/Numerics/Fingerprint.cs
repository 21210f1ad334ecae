using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Tells whether weights have changed since something was derived from them.</summary>
/// <remarks>
/// A universal hash. With keys k, each pair (a, b) of neighbouring weights, taken as 32-bit numbers, gives <c>x·y + x + 2³²y</c> where <c>x = a + k</c>
/// and <c>y = b + k'</c> modulo 2³²; eight sums of 64 bits, one for each pair of a row of 16, add these up. That is NH (Black, Halevi, Krawczyk, Krovetz,
/// Rogaway, "UMAC", 1999) plus a term that makes every change of a single weight another sum, whatever the keys. For any other change within
/// 2048 weights, keys drawn at random give one sum the same value with a probability of at most 2⁻³², k sums with 2⁻³²ᵏ: no kind of change (signs,
/// exchanges, equal and opposite ones, at any distance) is more likely to escape than another, as long as it was not made with the keys in hand. Behind
/// 2048 weights the keys repeat; so that changes in different stretches cannot cancel, the total behind each stretch is a coefficient of a polynomial
/// modulo 2⁶¹ − 1, which adds 2⁻⁵⁹ for each stretch. The keys are fixed, so that a run can be repeated.
/// </remarks>
public static partial class Fingerprint
{
    /// <summary>Floats a stored fingerprint takes.</summary>
    public const int Length = 64;

    private const int Row = 16, Stretch = 2048, SealBits = 0x5EA1ED05;

    // 64-bit places of a stored fingerprint: the sums, the polynomial, and that there is one.
    private const int PolynomialPlace = 8, PresencePlace = 9;
    private const ulong IsPresent = 0x9E3779B97F4A7C15, Prime = (1UL << 61) - 1, Point = 0x1A0761D6478BD642;

    /// <summary>Notes in a float whether the weights are known to be those of the fingerprints, as nobody could have written to them.</summary>
    /// <param name="place">The float.</param>
    /// <param name="isSealed">Whether they are known to be.</param>
    public static void Seal(ref float place, bool isSealed) => Unsafe.As<float, int>(ref place) = isSealed ? SealBits : 0;

    /// <summary>What <see cref="Seal"/> noted; false for memory that is still zero.</summary>
    /// <param name="place">The float.</param>
    public static bool IsSealed(ref float place) => Unsafe.As<float, int>(ref place) == SealBits;

    /// <summary>Whether the weights differ from those the stored fingerprint was taken of; the new one is stored.</summary>
    /// <param name="weights">The first weight.</param>
    /// <param name="count">How many, a multiple of 16.</param>
    /// <param name="stored"><see cref="Length"/> floats that keep the fingerprint; zero while there is none.</param>
    /// <returns>True where what was derived from the weights must be derived again.</returns>
    public static bool Changed(ref float weights, int count, ref float stored)
    {
        ref var words = ref Unsafe.As<float, uint>(ref weights);
        ref var keys = ref MemoryMarshal.GetReference(KeyTable);
        Sums sums = default;
        var polynomial = 0UL;
        for (nint done = 0; done < count; done += Stretch)
        {
            var length = Math.Min(Stretch, count - done);
            if (Avx512F.IsSupported) Add512(ref sums, ref Unsafe.Add(ref words, done), ref keys, length);
            else if (Avx2.IsSupported) Add256(ref sums, ref Unsafe.Add(ref words, done), ref keys, length);
            else Add128(ref sums, ref Unsafe.Add(ref words, done), ref keys, length);
            polynomial = Append(polynomial, sums.Total);
        }

        ref var old = ref Unsafe.As<float, ulong>(ref stored);
        var difference = Unsafe.Add(ref old, PolynomialPlace) ^ polynomial;
        difference |= Unsafe.Add(ref old, PresencePlace) ^ IsPresent;
        for (var i = 0; i < PolynomialPlace; i++)
        {
            difference |= Unsafe.Add(ref old, i) ^ sums[i];
            Unsafe.Add(ref old, i) = sums[i];
        }

        Unsafe.Add(ref old, PolynomialPlace) = polynomial;
        Unsafe.Add(ref old, PresencePlace) = IsPresent;
        return difference != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add512(ref Sums sums, ref uint words, ref uint keys, nint count)
    {
        ref var place = ref Unsafe.As<Sums, Vector512<ulong>>(ref sums);
        var sum = place;
        for (nint i = 0; i < count; i += Row)
        {
            var x = Vector512.LoadUnsafe(ref words, (nuint)i) + Vector512.LoadUnsafe(ref keys, (nuint)i);
            sum += Avx512F.Multiply(x, Vector512.ShiftRightLogical(x.AsUInt64(), 32).AsUInt32()) + x.AsUInt64();
        }

        place = sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add256(ref Sums sums, ref uint words, ref uint keys, nint count)
    {
        ref var place = ref Unsafe.As<Sums, Vector256<ulong>>(ref sums);
        Vector256<ulong> first = place, second = Unsafe.Add(ref place, 1);
        for (nint i = 0; i < count; i += Row)
        {
            first += Pairs(Vector256.LoadUnsafe(ref words, (nuint)i) + Vector256.LoadUnsafe(ref keys, (nuint)i));
            second += Pairs(Vector256.LoadUnsafe(ref words, (nuint)i + 8) + Vector256.LoadUnsafe(ref keys, (nuint)i + 8));
        }

        place = first;
        Unsafe.Add(ref place, 1) = second;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add128(ref Sums sums, ref uint words, ref uint keys, nint count)
    {
        ref var place = ref Unsafe.As<Sums, Vector128<ulong>>(ref sums);
        Vector128<ulong> s0 = place, s1 = Unsafe.Add(ref place, 1), s2 = Unsafe.Add(ref place, 2), s3 = Unsafe.Add(ref place, 3);
        for (nint i = 0; i < count; i += Row)
        {
            s0 += Pairs(Vector128.LoadUnsafe(ref words, (nuint)i) + Vector128.LoadUnsafe(ref keys, (nuint)i));
            s1 += Pairs(Vector128.LoadUnsafe(ref words, (nuint)i + 4) + Vector128.LoadUnsafe(ref keys, (nuint)i + 4));
            s2 += Pairs(Vector128.LoadUnsafe(ref words, (nuint)i + 8) + Vector128.LoadUnsafe(ref keys, (nuint)i + 8));
            s3 += Pairs(Vector128.LoadUnsafe(ref words, (nuint)i + 12) + Vector128.LoadUnsafe(ref keys, (nuint)i + 12));
        }

        place = s0;
        Unsafe.Add(ref place, 1) = s1;
        Unsafe.Add(ref place, 2) = s2;
        Unsafe.Add(ref place, 3) = s3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> Pairs(Vector256<uint> x) => Avx2.Multiply(x, Vector256.ShiftRightLogical(x.AsUInt64(), 32).AsUInt32()) + x.AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> Pairs(Vector128<uint> x)
    {
        var pairs = x.AsUInt64();
        if (Sse2.IsSupported) return Sse2.Multiply(x, Vector128.ShiftRightLogical(pairs, 32).AsUInt32()) + pairs;
        if (AdvSimd.IsSupported) return AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(pairs), AdvSimd.ShiftRightLogicalNarrowingLower(pairs, 32)) + pairs;
        return ((pairs & Vector128.Create(0xFFFFFFFFUL)) * Vector128.ShiftRightLogical(pairs, 32)) + pairs;
    }

    // Horner's scheme over the halves of a total, which are below the prime.
    private static ulong Append(ulong polynomial, ulong total) => MultiplyAdd(MultiplyAdd(polynomial, total >> 32), (uint)total);

    private static ulong MultiplyAdd(ulong polynomial, ulong half)
    {
        var high = Math.BigMul(polynomial, Point, out var low);
        var sum = (low & Prime) + ((high << 3) | (low >> 61)) + half;
        sum = (sum & Prime) + (sum >> 61);
        return sum >= Prime ? sum - Prime : sum;
    }

    [InlineArray(8)]
    private struct Sums
    {
        private ulong _first;

        public readonly ulong Total => this[0] + this[1] + this[2] + this[3] + this[4] + this[5] + this[6] + this[7];
    }
}
