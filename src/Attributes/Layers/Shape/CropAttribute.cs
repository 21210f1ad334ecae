namespace NetGen;

/// <summary>Removes elements at the ends of axes; the inverse of <see cref="PadAttribute"/>.</summary>
/// <param name="amounts">
/// How many, in pairs, from the last axis to the first, begin before end: left, right, top, bottom, front, back. One number alone
/// stands for both ends of every spatial axis.
/// </param>
/// <remarks>PyTorch: <c>pad</c> with negative amounts.</remarks>
public sealed class CropAttribute(params int[] amounts) : LayerAttribute
{
    /// <summary>
    /// How many, in pairs, from the last axis to the first, begin before end: left, right, top, bottom, front, back. One number alone
    /// stands for both ends of every spatial axis.
    /// </summary>
    public int[] Amounts { get; } = amounts;
}
