namespace NetGen;

/// <summary>Gated linear unit: halves a and b of one axis give <c>y = a·sigmoid(b)</c>.</summary>
/// <remarks>The axis becomes half as long. PyTorch: <c>GLU</c>. Dauphin et al. 2017.</remarks>
public sealed class GluAttribute : LayerAttribute
{
    /// <summary>The axis, without the batch; negative counts from the end. 0 is the channel axis of an image. Default: <c>-1</c>.</summary>
    public int Axis { get; set; } = -1;
}
