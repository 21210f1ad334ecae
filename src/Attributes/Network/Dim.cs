namespace NetGen;

/// <summary>Extents and paddings that are not plain numbers.</summary>
public static class Dim
{
    /// <summary>
    /// Marks the time axis of an input, added to its greatest length: <c>[Input(Dim.Time + 256, 64)]</c> is a sequence of at most 256 steps
    /// of 64 features, whose length at run time is an argument.
    /// </summary>
    public const int Time = 1 << 30;

    /// <summary>
    /// The padding that keeps the extent at stride 1 (and gives <c>⌈extent / stride⌉</c> otherwise): <c>Padding = Dim.Same</c>. Of an odd total
    /// the larger half is at the end, as with PyTorch's <c>padding='same'</c>.
    /// </summary>
    public const int Same = -1;
}
