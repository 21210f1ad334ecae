namespace NetGen;

/// <summary>Joins several values along one axis: the layer above (or From) first, then the others in order.</summary>
/// <param name="others">The names of the other values, in order; the first one is the layer above (or From).</param>
/// <remarks>All other extents must agree: [C₁, H, W] and [C₂, H, W] become [C₁ + C₂, H, W]. PyTorch: <c>torch.cat</c>.</remarks>
public sealed class ConcatAttribute(params string[] others) : LayerAttribute
{
    /// <summary>The names of the other values, in order; the first one is the layer above (or From).</summary>
    public string[] Others { get; } = others;

    /// <summary>The axis, without the batch; negative counts from the end. 0 is the channel axis of an image. Default: <c>0</c>.</summary>
    public int Axis { get; set; }
}
