using System.ComponentModel;

namespace NetGen.Emitted;

/// <summary>A loss that is a mean over labels: it divides by the weights of the labels of the whole batch that count.</summary>
/// <param name="Labels">The number of its labels in <see cref="NetworkInfo.Labels"/>.</param>
/// <param name="Weights">The weight of each class, or null where each label weighs 1.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LabelMass(int Labels, float[]? Weights = null);
