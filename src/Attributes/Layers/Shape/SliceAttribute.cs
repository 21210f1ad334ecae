namespace NetGen;

/// <summary>Keeps part of one axis: elements start, start + step, … before end.</summary>
/// <param name="axis">The axis, without the batch; negative counts from the end.</param>
/// <param name="start">First element; negative counts from the end.</param>
/// <param name="end">Where to stop, exclusive; negative counts from the end, and beyond the end is the end.</param>
/// <remarks>PyTorch: <c>x[:, start:end:step]</c>; counting from the end is as there.</remarks>
public sealed class SliceAttribute(int axis, int start, int end) : LayerAttribute
{
    /// <summary>The axis, without the batch; negative counts from the end.</summary>
    public int Axis { get; } = axis;

    /// <summary>First element; negative counts from the end.</summary>
    public int Start { get; } = start;

    /// <summary>Where to stop, exclusive; negative counts from the end, and beyond the end is the end.</summary>
    public int End { get; } = end;

    /// <summary>Distance between kept elements, positive. Default: <c>1</c>.</summary>
    public int Step { get; set; } = 1;
}
