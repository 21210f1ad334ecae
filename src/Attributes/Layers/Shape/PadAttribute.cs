namespace NetGen;

/// <summary>Adds elements at the ends of axes.</summary>
/// <param name="amounts">
/// How many, in pairs, from the last axis to the first, begin before end: left, right, top, bottom, front, back. One number alone
/// stands for both ends of every spatial axis.
/// </param>
/// <remarks>PyTorch: <c>pad</c>.</remarks>
public sealed class PadAttribute(params int[] amounts) : LayerAttribute
{
    /// <summary>
    /// How many, in pairs, from the last axis to the first, begin before end: left, right, top, bottom, front, back. One number alone
    /// stands for both ends of every spatial axis.
    /// </summary>
    public int[] Amounts { get; } = amounts;

    /// <summary>What the added elements are. Default: <c>PaddingMode.Zeros</c>.</summary>
    public PaddingMode Mode { get; set; } = PaddingMode.Zeros;

    /// <summary>The constant, with <see cref="PaddingMode.Zeros"/>. Default: <c>0</c>.</summary>
    public float Value { get; set; }
}
