using System.Runtime.CompilerServices;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>The penalties' part of a gradient: g ← g + λ₂·w + λ₁·sign(w).</summary>
internal readonly struct Penalty(float l2, float l1)
{
    private readonly bool _any = l2 != 0 || l1 != 0;

    /// <summary>The gradient with the penalties.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Add<V>(V g, V w)
        where V : struct, IFloats<V> => _any ? g + (w * l2) + (V.Sign(w) * l1) : g;
}
