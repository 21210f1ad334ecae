using System.ComponentModel;

namespace NetGen.Kernels;

/// <summary>Register tiles of contractions for AdvSimd, written when the runtime is built: sums of products that stay in registers over all their terms.</summary>
/// <remarks>
/// A tile's method computes <c>y[row, o] = b + Σ x[row, term] · w[term, o]</c> for its rows and outputs, <c>tiles</c> times along the rows. Where
/// <c>isLast</c> is set its last panel is not full.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class AdvSimdTiles;
