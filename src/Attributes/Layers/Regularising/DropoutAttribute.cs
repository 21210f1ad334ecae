namespace NetGen;

/// <summary>
/// Sets each element to zero with the given probability while training, and scales the others by <c>1 / (1 − p)</c>; nothing in
/// inference.
/// </summary>
/// <param name="probability">Probability of a zero, in [0, 1). Default: 0.5.</param>
/// <remarks>
/// The shape stays. The mask comes from a counter-based generator keyed by seed, step and layer: the same run gives the same masks on
/// every machine. PyTorch: <c>Dropout</c>. Srivastava et al. 2014.
/// </remarks>
public sealed class DropoutAttribute(float probability = 0.5f) : LayerAttribute
{
    /// <summary>Probability of a zero, in [0, 1). Default: 0.5.</summary>
    public float Probability { get; } = probability;
}
