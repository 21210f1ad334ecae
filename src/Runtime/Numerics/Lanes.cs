using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace NetGen.Numerics;

/// <summary>Moves between the lanes of two vectors: what pooling along an image row needs.</summary>
public static partial class Lanes
{
    /// <summary>Every second float of two neighbouring vectors: a₀ a₂ … b₀ b₂ ….</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Even(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.Shuffle(a, b, 0b10_00_10_00);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.UnzipEven(a, b);
        return Vector128.Create(a[0], a[2], b[0], b[2]);
    }

    /// <inheritdoc cref="Even(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Even(Vector256<float> a, Vector256<float> b) => Avx2.IsSupported
        ? Avx2.Permute4x64(Avx.Shuffle(a, b, 0b10_00_10_00).AsDouble(), 0b11_01_10_00).AsSingle()
        : Vector256.Create(Even(a.GetLower(), a.GetUpper()), Even(b.GetLower(), b.GetUpper()));

    /// <inheritdoc cref="Even(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Even(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30), b)
        : Vector512.Create(Even(a.GetLower(), a.GetUpper()), Even(b.GetLower(), b.GetUpper()));

    /// <summary>The first half of the floats of two vectors in turn: a₀ b₀ a₁ b₁ ….</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> InterleaveLow(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackLow(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipLow(a, b);
        return Vector128.Create(a[0], b[0], a[1], b[1]);
    }

    /// <inheritdoc cref="InterleaveLow(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveLow(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x20)
        : Vector256.Create(InterleaveLow(a.GetLower(), b.GetLower()), InterleaveHigh(a.GetLower(), b.GetLower()));

    /// <inheritdoc cref="InterleaveLow(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveLow(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23), b)
        : Vector512.Create(InterleaveLow(a.GetLower(), b.GetLower()), InterleaveHigh(a.GetLower(), b.GetLower()));

    /// <summary>Every float one lane up, a zero in the first: 0 a₀ a₁ ….</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Up(Vector128<float> a)
    {
        if (Sse2.IsSupported) return Sse2.ShiftLeftLogical128BitLane(a.AsInt32(), sizeof(float)).AsSingle();
        if (AdvSimd.IsSupported) return AdvSimd.ExtractVector128(Vector128<float>.Zero, a, 3);
        return Vector128.Create(0, a[0], a[1], a[2]);
    }

    /// <inheritdoc cref="Up(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Up(Vector256<float> a) => Avx2.IsSupported
        ? Avx.Blend(Avx2.PermuteVar8x32(a, Vector256.Create(0, 0, 1, 2, 3, 4, 5, 6)), Vector256<float>.Zero, 1)
        : Vector256.Create(Up(a.GetLower()), Up(a.GetUpper()).WithElement(0, a[3]));

    /// <inheritdoc cref="Up(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Up(Vector512<float> a) => Avx512F.IsSupported
        ? Avx512F.AlignRight32(a.AsInt32(), Vector512<int>.Zero, 15).AsSingle()
        : Vector512.Create(Up(a.GetLower()), Up(a.GetUpper()).WithElement(0, a[7]));

    /// <summary>Every float one lane down, a zero in the last: a₁ a₂ … 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Down(Vector128<float> a)
    {
        if (Sse2.IsSupported) return Sse2.ShiftRightLogical128BitLane(a.AsInt32(), sizeof(float)).AsSingle();
        if (AdvSimd.IsSupported) return AdvSimd.ExtractVector128(a, Vector128<float>.Zero, 1);
        return Vector128.Create(a[1], a[2], a[3], 0);
    }

    /// <inheritdoc cref="Down(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Down(Vector256<float> a) => Avx2.IsSupported
        ? Avx.Blend(Avx2.PermuteVar8x32(a, Vector256.Create(1, 2, 3, 4, 5, 6, 7, 7)), Vector256<float>.Zero, 128)
        : Vector256.Create(Down(a.GetLower()).WithElement(3, a[4]), Down(a.GetUpper()));

    /// <inheritdoc cref="Down(Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Down(Vector512<float> a) => Avx512F.IsSupported
        ? Avx512F.AlignRight32(Vector512<int>.Zero, a.AsInt32(), 1).AsSingle()
        : Vector512.Create(Down(a.GetLower()).WithElement(7, a[8]), Down(a.GetUpper()));

    /// <summary>The second half of the floats of two vectors in turn.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> InterleaveHigh(Vector128<float> a, Vector128<float> b)
    {
        if (Sse.IsSupported) return Sse.UnpackHigh(a, b);
        if (AdvSimd.Arm64.IsSupported) return AdvSimd.Arm64.ZipHigh(a, b);
        return Vector128.Create(a[2], b[2], a[3], b[3]);
    }

    /// <inheritdoc cref="InterleaveHigh(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> InterleaveHigh(Vector256<float> a, Vector256<float> b) => Avx.IsSupported
        ? Avx.Permute2x128(Avx.UnpackLow(a, b), Avx.UnpackHigh(a, b), 0x31)
        : Vector256.Create(InterleaveLow(a.GetUpper(), b.GetUpper()), InterleaveHigh(a.GetUpper(), b.GetUpper()));

    /// <inheritdoc cref="InterleaveHigh(Vector128{float}, Vector128{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> InterleaveHigh(Vector512<float> a, Vector512<float> b) => Avx512F.IsSupported
        ? Avx512F.PermuteVar16x32x2(a, Vector512.Create(8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31), b)
        : Vector512.Create(InterleaveLow(a.GetUpper(), b.GetUpper()), InterleaveHigh(a.GetUpper(), b.GetUpper()));
}
