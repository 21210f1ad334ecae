using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NetGen.Training;

/// <summary>Plain stochastic gradient descent, w ← w − η·g, in the kernel itself.</summary>
/// <param name="rate">η.</param>
/// <param name="tiles">The same for tiles and ranges.</param>
internal readonly struct PlainUpdate<TRule>(float rate, Update<TRule> tiles) : IGradientSink
    where TRule : struct, IUpdateRule
{
    /// <inheritdoc/>
    public static bool Updates => true;

    /// <inheritdoc/>
    public static bool TakesVectors => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector128<float> gradient) => Unsafe.As<float, Vector128<float>>(ref place) -= gradient * rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector256<float> gradient) => Unsafe.As<float, Vector256<float>>(ref place) -= gradient * rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector512<float> gradient) => Unsafe.As<float, Vector512<float>>(ref place) -= gradient * rate;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, ref float tile, int panels, int panelStride, int outerRows, int outerStride, int rows, int rowStride) =>
        tiles.Take(ref place, ref tile, panels, panelStride, outerRows, outerStride, rows, rowStride);
}
