using System.ComponentModel;
using System.Runtime.Intrinsics;

namespace NetGen.Training;

/// <summary>
/// What becomes of a gradient as soon as a kernel has computed a tile of it: it is added to memory (<see cref="GradientSum"/>), or the parameters
/// are updated with it and it is never stored. A struct, so that a kernel is compiled for it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IGradientSink
{
    /// <summary>Whether places are parameters, which are updated; otherwise those of a gradient.</summary>
    static abstract bool Updates { get; }

    /// <summary>Whether the vectors of a large tile are taken one by one, inlined in the kernel: what is done with them is a few instructions.</summary>
    static abstract bool TakesVectors { get; }

    /// <summary>Takes the gradient of four parameters.</summary>
    /// <param name="place">The first of them, or its gradient.</param>
    /// <param name="gradient">The gradient.</param>
    void Take(ref float place, Vector128<float> gradient);

    /// <summary>Takes the gradient of eight parameters.</summary>
    /// <inheritdoc cref="Take(ref float, Vector128{float})"/>
    void Take(ref float place, Vector256<float> gradient);

    /// <summary>Takes the gradient of sixteen parameters.</summary>
    /// <inheritdoc cref="Take(ref float, Vector128{float})"/>
    void Take(ref float place, Vector512<float> gradient);

    /// <summary>Takes a tile of a gradient: panels of rows of rows of 16 floats.</summary>
    /// <param name="place">The parameter the tile's first element is the gradient of.</param>
    /// <param name="tile">The tile, without gaps.</param>
    /// <param name="panels">Panels.</param>
    /// <param name="panelStride">Floats from one to the next among the parameters.</param>
    /// <param name="outerRows">Rows of rows of a panel.</param>
    /// <param name="outerStride">Floats from one to the next.</param>
    /// <param name="rows">Rows.</param>
    /// <param name="rowStride">Floats from one to the next.</param>
    void Take(ref float place, ref float tile, int panels, int panelStride, int outerRows, int outerStride, int rows, int rowStride);
}
