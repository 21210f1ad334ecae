namespace NetGen.Generator.Model;

/// <summary>Numbers with a meaning of their own in shapes and paddings. Twin of <c>NetGen.Dim</c>.</summary>
internal static class Dimension
{
    /// <summary>Added to the greatest length of a time axis: an extent of at least this is one.</summary>
    public const int Time = 1 << 30;

    /// <summary>The padding that keeps the extent at stride 1.</summary>
    public const int Same = -1;
}
