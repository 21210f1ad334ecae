namespace NetGen;

/// <summary>
/// Each embedding against one trained proxy per class: <c>l = −ln(e^(−d(x, p_y)) / Σ over z ≠ y of e^(−d(x, p_z)))</c>, d the squared
/// distance of normalised vectors.
/// </summary>
/// <param name="classes">Number of classes.</param>
/// <remarks>Labels are class indices. The proxies are trained parameters of the loss. Movshovitz-Attias et al. 2017.</remarks>
public sealed class ProxyNcaLossAttribute(int classes) : LossAttribute
{
    /// <summary>Number of classes.</summary>
    public int Classes { get; } = classes;

    /// <summary>Factor of the distances. Default: <c>1</c>.</summary>
    public float Scale { get; set; } = 1;
}
