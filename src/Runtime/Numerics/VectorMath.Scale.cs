using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>Multiplication by a power of two, the one step that differs between instruction sets.</content>
public static partial class VectorMath
{
    // p 2^n, rounded once, for p near 1 and -152 <= n <= 130. The argument t is n + RoundingBias: n as a float and, in its low bits, as an integer.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Scale(Vector512<float> p, Vector512<float> t)
    {
        if (Avx512F.IsSupported) return Avx512F.Scale(p, t - Vector512.Create(RoundingBias));

        // Two factors of half the exponent each: 2^n itself is no float when the result is subnormal, and the product rounds only then.
        var n = t.AsInt32();
        var half = n >> 1;
        var first = ((half << 23) + Vector512.Create(1f).AsInt32()).AsSingle();
        var second = (((n - half) << 23) + Vector512.Create(1f).AsInt32()).AsSingle();
        return p * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Scale(Vector256<float> p, Vector256<float> t)
    {
        var n = t.AsInt32();
        var half = n >> 1;
        var first = ((half << 23) + Vector256.Create(1f).AsInt32()).AsSingle();
        var second = (((n - half) << 23) + Vector256.Create(1f).AsInt32()).AsSingle();
        return p * first * second;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Scale(Vector128<float> p, Vector128<float> t)
    {
        var n = t.AsInt32();
        var half = n >> 1;
        var first = ((half << 23) + Vector128.Create(1f).AsInt32()).AsSingle();
        var second = (((n - half) << 23) + Vector128.Create(1f).AsInt32()).AsSingle();
        return p * first * second;
    }
}
