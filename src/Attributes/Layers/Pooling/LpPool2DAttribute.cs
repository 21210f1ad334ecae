namespace NetGen;

/// <summary>Power mean without the mean over a sliding window of 2 axes: <c>y = (Σ xᵖ)^(1/p)</c>.</summary>
/// <param name="power">The exponent p; 1 is a sum, 2 a Euclidean length.</param>
/// <param name="kernel">Extents of the window: one for all axes, or height and width.</param>
/// <remarks>[C, H, W] becomes [C, H', W']; the window is not padded. PyTorch: <c>LPPool2d</c>.</remarks>
public sealed class LpPool2DAttribute(float power, params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>The exponent p; 1 is a sum, 2 a Euclidean length.</summary>
    public float Power { get; } = power;
}
