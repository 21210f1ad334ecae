namespace NetGen;

/// <summary>
/// Maximum of each channel over all its positions: <c>y[c] = max x[c, …]</c>; of equal values the first one receives the gradient.
/// </summary>
/// <remarks>
/// [C, H, W] becomes [C, 1, 1], whatever the number of spatial axes; put a <see cref="FlattenAttribute"/> behind it for a vector.
/// PyTorch: <c>AdaptiveMaxPool2d(1)</c>.
/// </remarks>
public sealed class GlobalMaxPoolAttribute : LayerAttribute;
