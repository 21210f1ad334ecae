using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector128;
using static System.Runtime.Intrinsics.Vector256;
using static System.Runtime.Intrinsics.Vector512;

namespace NetGen.Numerics;

/// <content>The cosine.</content>
public static partial class VectorMath
{
    /// <summary>The cosine of an angle in radians, lane by lane.</summary>
    /// <remarks>
    /// The sine a quarter turn on, with its reduction: absolute error at most 1e-7 for <c>|x| ≤ 8192</c>, growing beyond as described there.
    /// <c>cos(±0) = 1</c>; ±∞ and NaN give NaN.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Cos(Vector512<float> x)
    {
        return SineOfQuadrant(x, 1);
    }

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Cos(Vector256<float> x)
    {
        return SineOfQuadrant(x, 1);
    }

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Cos(Vector128<float> x)
    {
        return SineOfQuadrant(x, 1);
    }

    /// <inheritdoc cref="Cos(Vector512{float})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Cos(float x) => Cos(Vector128.CreateScalarUnsafe(x)).ToScalar();
}
