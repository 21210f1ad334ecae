namespace NetGen;

/// <summary>Power mean without the mean over a sliding window of 3 axes: <c>y = (Σ xᵖ)^(1/p)</c>.</summary>
/// <param name="power">The exponent p; 1 is a sum, 2 a Euclidean length.</param>
/// <param name="kernel">Extents of the window: one for all axes, or depth, height and width.</param>
/// <remarks>[C, D, H, W] becomes [C, D', H', W']; the window is not padded. PyTorch: <c>LPPool3d</c>.</remarks>
public sealed class LpPool3DAttribute(float power, params int[] kernel) : PoolingAttribute(kernel)
{
    /// <summary>The exponent p; 1 is a sum, 2 a Euclidean length.</summary>
    public float Power { get; } = power;
}
