namespace NetGen;

/// <summary>Paddings that are not plain numbers.</summary>
public static class Dim
{
    /// <summary>
    /// The padding that keeps the extent at stride 1 (and gives <c>⌈extent / stride⌉</c> otherwise): <c>Padding = Dim.Same</c>. Of an odd total
    /// the larger half is at the end, as with PyTorch's <c>padding='same'</c>.
    /// </summary>
    public const int Same = -1;
}
