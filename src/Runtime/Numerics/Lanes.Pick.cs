using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Numerics;

/// <content>Vectors of single floats from anywhere: rows that are read at places of a table.</content>
public static partial class Lanes
{
    /// <summary>The floats at four places behind a reference.</summary>
    /// <param name="source">The reference.</param>
    /// <param name="places">The first of the places.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pick128(ref float source, ref int places) => Vector128.Create(At(ref source, ref places, 0), At(ref source, ref places, 1), At(ref source, ref places, 2), At(ref source, ref places, 3));

    /// <summary>The floats at eight places behind a reference.</summary>
    /// <inheritdoc cref="Pick128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pick256(ref float source, ref int places) => Vector256.Create(Pick128(ref source, ref places), Pick128(ref source, ref Unsafe.Add(ref places, 4)));

    /// <summary>The floats at sixteen places behind a reference.</summary>
    /// <inheritdoc cref="Pick128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pick512(ref float source, ref int places) => Vector512.Create(Pick256(ref source, ref places), Pick256(ref source, ref Unsafe.Add(ref places, 8)));

    /// <summary>The floats at four places behind a reference; zero where a place is negative, of which the float without the sign bit is read.</summary>
    /// <inheritdoc cref="Pick128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Pick128OrZero(ref float source, ref int places) =>
        Vector128.Create(AtOrFirst(ref source, ref places, 0), AtOrFirst(ref source, ref places, 1), AtOrFirst(ref source, ref places, 2), AtOrFirst(ref source, ref places, 3))
        & Vector128.GreaterThanOrEqual(Unsafe.As<int, Vector128<int>>(ref places), Vector128<int>.Zero).AsSingle();

    /// <summary>The floats at eight places behind a reference; zero where a place is negative, of which the float without the sign bit is read.</summary>
    /// <inheritdoc cref="Pick128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Pick256OrZero(ref float source, ref int places) =>
        Vector256.Create(Pick128OrZero(ref source, ref places), Pick128OrZero(ref source, ref Unsafe.Add(ref places, 4)));

    /// <summary>The floats at sixteen places behind a reference; zero where a place is negative, of which the float without the sign bit is read.</summary>
    /// <inheritdoc cref="Pick128"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pick512OrZero(ref float source, ref int places) =>
        Vector512.Create(Pick256OrZero(ref source, ref places), Pick256OrZero(ref source, ref Unsafe.Add(ref places, 8)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float At(ref float source, ref int places, int lane) => Unsafe.Add(ref source, (nint)Unsafe.Add(ref places, lane));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float AtOrFirst(ref float source, ref int places, int lane) => Unsafe.Add(ref source, (nint)(Unsafe.Add(ref places, lane) & int.MaxValue));
}
