namespace NetGen;

/// <summary>Resizes the spatial axes by interpolation.</summary>
/// <remarks>
/// [C, H, W] becomes [C, ⌊H·scale⌋, ⌊W·scale⌋], or the given sizes; smaller ones are allowed. PyTorch: <c>Upsample</c>,
/// <c>interpolate</c>, with its default for what is between the elements: given a factor, output i of m lies at <c>(i + ½)/scale − ½</c> (nearest takes
/// <c>⌊i/scale⌋</c>), also where <c>n·scale</c> is no whole number; given sizes, at <c>(i + ½)·n/m − ½</c> (nearest <c>⌊i·n/m⌋</c>).
/// </remarks>
public sealed class UpsampleAttribute : LayerAttribute
{
    /// <summary>Factor of every spatial axis. Default: <c>2</c>.</summary>
    public float Scale { get; set; } = 2;

    /// <summary>One factor per spatial axis, in place of <see cref="Scale"/>.</summary>
    public float[]? Scales { get; set; }

    /// <summary>The new extents of the spatial axes, in place of a factor.</summary>
    public int[]? Sizes { get; set; }

    /// <summary>How values between elements are found. Default: <c>Interpolation.Nearest</c>.</summary>
    public Interpolation Mode { get; set; } = Interpolation.Nearest;

    /// <summary>
    /// Corner elements lie on corner elements: positions are <c>i·(n − 1)/(m − 1)</c> whatever the factor. Not for nearest.
    /// Default: <c>false</c>.
    /// </summary>
    public bool AlignCorners { get; set; }
}
