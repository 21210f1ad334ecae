using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>Gradients are added up in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientSum : IGradientSink
{
    /// <inheritdoc/>
    public static bool Updates => false;

    /// <inheritdoc/>
    public static bool TakesVectors => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector128<float> gradient) => Unsafe.As<float, Vector128<float>>(ref place) += gradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector256<float> gradient) => Unsafe.As<float, Vector256<float>>(ref place) += gradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, Vector512<float> gradient) => Unsafe.As<float, Vector512<float>>(ref place) += gradient;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Take(ref float place, ref float tile, int panels, int panelStride, int outerRows, int outerStride, int rows, int rowStride) =>
        default(Update<Addition>).Take(ref place, ref tile, panels, panelStride, outerRows, outerStride, rows, rowStride);

    private readonly struct Addition : IUpdateRule
    {
        public static int States => 0;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Apply<V>(ref V w, V g, ref V s0, ref V s1, ref V s2)
            where V : struct, IFloats<V> => w += g;
    }
}
