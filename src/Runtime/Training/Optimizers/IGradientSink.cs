using System.ComponentModel;

namespace NetGen.Training;

/// <summary>
/// What becomes of a gradient as soon as a kernel has computed a tile of it: it is added to memory (<see cref="GradientSum"/>), or the parameters
/// are updated with it and it is never stored. A struct, so that a kernel is compiled for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientSink
{
    /// <summary>Whether places are parameters, which <see cref="Take"/> changes; otherwise a kernel adds the gradient to what stands there.</summary>
    static abstract bool Updates { get; }

    /// <summary>Takes a tile of a gradient: rows of rows of panels of 16 floats.</summary>
    /// <param name="place">The parameter the tile's first element is the gradient of.</param>
    /// <param name="tile">The tile, without gaps.</param>
    /// <param name="outerRows">Rows of rows.</param>
    /// <param name="outerStride">Floats from one to the next among the parameters.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Floats from one to the next.</param>
    /// <param name="panels">Panels of a row.</param>
    /// <param name="panelStride">Floats from one to the next.</param>
    void Take(ref float place, ref float tile, int outerRows, int outerStride, int rows, int rowStride, int panels, int panelStride);
}
