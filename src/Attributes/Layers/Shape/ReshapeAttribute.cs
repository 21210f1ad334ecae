namespace NetGen;

/// <summary>Gives the values another shape of the same number of elements, in row-major order.</summary>
/// <param name="shape">The new extents, without the batch; one may be −1 and is then worked out.</param>
/// <remarks>PyTorch: <c>Unflatten</c>, <c>reshape</c> without the batch.</remarks>
public sealed class ReshapeAttribute(params int[] shape) : LayerAttribute
{
    /// <summary>The new extents, without the batch; one may be −1 and is then worked out.</summary>
    public int[] Shape { get; } = shape;
}
