using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <content>
/// The greater and the lesser of two floats in each lane, NaN where either is NaN, as in PyTorch. x86 gives the second operand where one is NaN, so
/// that only the first one has to be asked; Arm gives NaN by itself. Of zeros of either sign the result may be either.
/// </content>
public static partial class Lanes
{
    /// <summary>The greater of two floats in each lane; NaN where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Maximum(Vector128<float> a, Vector128<float> b)
    {
        if (AdvSimd.IsSupported) return Vector128.MaxNative(a, b);
        return Sse.IsSupported ? Vector128.ConditionalSelect(Vector128.Equals(a, a), Vector128.MaxNative(a, b), a) : Vector128.Max(a, b);
    }

    /// <inheritdoc cref="Maximum(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Maximum(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Vector256.ConditionalSelect(Vector256.Equals(a, a), Vector256.MaxNative(a, b), a)
        : Vector256.Create(Maximum(a.GetLower(), b.GetLower()), Maximum(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Maximum(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Maximum(Vector512<float> a, Vector512<float> b) => Vector512.IsHardwareAccelerated
        ? Vector512.ConditionalSelect(Vector512.Equals(a, a), Vector512.MaxNative(a, b), a)
        : Vector512.Create(Maximum(a.GetLower(), b.GetLower()), Maximum(a.GetUpper(), b.GetUpper()));

    /// <summary>The lesser of two floats in each lane; NaN where either is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Minimum(Vector128<float> a, Vector128<float> b)
    {
        if (AdvSimd.IsSupported) return Vector128.MinNative(a, b);
        return Sse.IsSupported ? Vector128.ConditionalSelect(Vector128.Equals(a, a), Vector128.MinNative(a, b), a) : Vector128.Min(a, b);
    }

    /// <inheritdoc cref="Minimum(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Minimum(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Vector256.ConditionalSelect(Vector256.Equals(a, a), Vector256.MinNative(a, b), a)
        : Vector256.Create(Minimum(a.GetLower(), b.GetLower()), Minimum(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="Minimum(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Minimum(Vector512<float> a, Vector512<float> b) => Vector512.IsHardwareAccelerated
        ? Vector512.ConditionalSelect(Vector512.Equals(a, a), Vector512.MinNative(a, b), a)
        : Vector512.Create(Minimum(a.GetLower(), b.GetLower()), Minimum(a.GetUpper(), b.GetUpper()));
}
