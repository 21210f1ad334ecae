namespace NetGen;

/// <summary><c>y = x·min(max(x + 3, 0), 6) / 6</c>.</summary>
/// <remarks>Element by element; the shape stays. PyTorch: <c>Hardswish</c>. Howard et al. 2019.</remarks>
public sealed class HardSwishAttribute : LayerAttribute;
