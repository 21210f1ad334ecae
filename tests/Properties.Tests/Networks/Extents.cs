namespace NetGen.Properties.Networks;

/// <summary>
/// The extents users have, and those around them: vectors have 4, 8 or 16 lanes, so one element, a full vector, one less and one more, and several
/// panels are where layouts, tails and halos differ.
/// </summary>
internal static class Extents
{
    private static readonly int[] Any = [2, 1, 3, 7, 8, 15, 16, 17, 31, 32, 33, 48], Small = [2, 1, 3, 4, 5, 7, 8];

    /// <summary>Channels, features or units.</summary>
    public static int Channels(Choices c) => c.OneIn(3) ? c.Of<int>(Small) : c.Of<int>(Any);

    /// <summary>An axis of space or time.</summary>
    public static int Length(Choices c) => c.OneIn(3) ? c.Of<int>(Any) : c.Of<int>(Small);

    /// <summary>The shape with its largest extents made smaller until it has at most so many elements.</summary>
    public static int[] Within(int[] shape, int most)
    {
        while (shape.Aggregate(1L, (product, extent) => product * extent) > most)
        {
            var largest = Array.LastIndexOf(shape, shape.Max());
            shape[largest] = Any.Concat(Small).Where(e => e < shape[largest]).Max();
        }

        return shape;
    }
}
