using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What the sums of a register tile begin with.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TileStart
{
    /// <summary>Nothing.</summary>
    Zero,

    /// <summary>A number for each output, the same for all rows.</summary>
    Panels,

    /// <summary>A number for each row, the same for all outputs.</summary>
    Rows,
}
