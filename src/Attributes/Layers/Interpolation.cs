namespace NetGen;

/// <summary>How values between the elements of a grid are found; PyTorch's <c>mode</c>.</summary>
public enum Interpolation
{
    /// <summary>The element at <c>⌊i·n/m⌋</c>.</summary>
    Nearest = 0,

    /// <summary>Linear between the two neighbours along each axis.</summary>
    Bilinear = 1,

    /// <summary>Cubic convolution over four neighbours along each axis, a = −0.75 (Keys 1981).</summary>
    Bicubic = 2,
}
