using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>An exponential running average: a ← β·a + (1 − β)·x.</summary>
/// <remarks>1 − β is taken of the decimal number the user wrote: in floats, 1 − 0.999 is wrong by 5e-5 of itself.</remarks>
internal readonly struct Average(float beta)
{
    private readonly float _keep = beta;
    private readonly float _fresh = (float)(1 - Widen(beta));

    /// <summary>The double a user means by a float literal: the shortest decimal that reads as this float.</summary>
    public static double Widen(float value) => (double)(decimal)value;

    /// <summary>The average after <paramref name="x"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Add<V>(V a, V x)
        where V : struct, IFloats<V> => V.Normal((a * _keep) + (x * _fresh));
}
