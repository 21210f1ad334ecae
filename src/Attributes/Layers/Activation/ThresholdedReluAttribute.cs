namespace NetGen;

/// <summary><c>y = x</c> where <c>x &gt; threshold</c>, otherwise the replacement value.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Threshold</c>; ONNX: <c>ThresholdedRelu</c>.</remarks>
public sealed class ThresholdedReluAttribute : LayerAttribute
{
    /// <summary>Where the identity begins. Default: <c>1</c>.</summary>
    public float Threshold { get; set; } = 1;

    /// <summary>What stands below it. Default: <c>0</c>.</summary>
    public float Value { get; set; }
}
