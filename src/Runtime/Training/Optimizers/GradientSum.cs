using System.ComponentModel;

namespace NetGen.Training;

/// <summary>Gradients are added up in memory.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GradientSum : IGradientSink
{
    /// <inheritdoc/>
    public static bool Updates => false;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a kernel adds by itself.</exception>
    public void Take(ref float place, ref float tile, int outerRows, int outerStride, int rows, int rowStride, int panels, int panelStride) =>
        throw new NotSupportedException("Gradients that are added up do not go through a tile.");
}
