namespace NetGen;

/// <summary>
/// Sets whole channels to zero with the given probability while training, and scales the others by <c>1 / (1 − p)</c>; nothing in
/// inference.
/// </summary>
/// <param name="probability">Probability of a zero, in [0, 1). Default: 0.5.</param>
/// <remarks>
/// The shape stays; the first axis is that of the channels. Masks are reproducible as those of <see cref="DropoutAttribute"/>.
/// PyTorch: <c>Dropout1d/2d/3d</c>. Tompson et al. 2015.
/// </remarks>
public sealed class SpatialDropoutAttribute(float probability = 0.5f) : LayerAttribute
{
    /// <summary>Probability of a zero, in [0, 1). Default: 0.5.</summary>
    public float Probability { get; } = probability;
}
