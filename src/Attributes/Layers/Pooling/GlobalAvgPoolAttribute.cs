namespace NetGen;

/// <summary>Mean of each channel over all its positions: <c>y[c] = mean x[c, …]</c>.</summary>
/// <remarks>
/// [C, H, W] becomes [C, 1, 1], whatever the number of spatial axes; put a <see cref="FlattenAttribute"/> behind it for a vector.
/// PyTorch: <c>AdaptiveAvgPool2d(1)</c>.
/// </remarks>
public sealed class GlobalAvgPoolAttribute : LayerAttribute;
