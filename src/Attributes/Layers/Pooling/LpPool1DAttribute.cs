namespace NetGen;

/// <summary>Power mean without the mean over a sliding window of 1 axis: <c>y = (Σ xᵖ)^(1/p)</c>.</summary>
/// <param name="power">The exponent p; 1 is a sum, 2 a Euclidean length.</param>
/// <param name="kernel">Extents of the window: one for all axes, or the length.</param>
/// <remarks>[C, L] becomes [C, L']; the window is not padded. PyTorch: <c>LPPool1d</c>.</remarks>
public sealed class LpPool1DAttribute(float power, params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>The exponent p; 1 is a sum, 2 a Euclidean length.</summary>
    public float Power { get; } = power;
}
