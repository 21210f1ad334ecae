using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>What becomes of the sums of a register tile.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum TileEnd
{
    /// <summary>They are stored.</summary>
    Store,

    /// <summary>They are stored, negative ones as zero.</summary>
    Relu,

    /// <summary>They are added to the result.</summary>
    Add,
}
