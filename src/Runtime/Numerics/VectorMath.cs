namespace NetGen.Numerics;

/// <summary>
/// Elementary functions over whole vectors, for kernels to inline: straight-line code without a call, a branch or a table.
/// </summary>
/// <remarks>
/// <para>
/// The forms for 512, 256 and 128 bits (and the scalar form, lane 0 of the latter) compute the same operations in the same order and return the
/// same bits, so a tail may be computed at another width than the body. Where a machine lacks fused multiply-add, the last bits differ from those of
/// machines that have it; the errors stated hold there too unless a second figure is given.
/// </para>
/// <para>
/// Each function is written down once per width, in the same words. A generic form over static abstract operations would be shorter, but every
/// operation then counts against the compiler's limit on inlining: between 16 and 32 exponentials in one method calls appear and registers
/// spill, where this form has neither at 64.
/// </para>
/// </remarks>
public static partial class VectorMath;
