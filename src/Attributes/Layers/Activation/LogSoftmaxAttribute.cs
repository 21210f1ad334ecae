namespace NetGen;

/// <summary><c>yᵢ = xᵢ/t − ln Σⱼ e^(xⱼ/t)</c> along one axis.</summary>
/// <remarks>The shape stays; the greatest value is subtracted first, so nothing overflows. PyTorch: <c>LogSoftmax</c>.</remarks>
public sealed class LogSoftmaxAttribute : LayerAttribute
{
    /// <summary>The axis, without the batch; negative counts from the end. 0 is the channel axis of an image. Default: <c>-1</c>.</summary>
    public int Axis { get; set; } = -1;

    /// <summary>Divides the values first: greater is flatter. Default: <c>1</c>.</summary>
    public float Temperature { get; set; } = 1;
}
