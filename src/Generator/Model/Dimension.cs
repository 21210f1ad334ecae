namespace NetGen.Generator.Model;

/// <summary>Numbers with a meaning of their own in paddings. Twin of <c>NetGen.Dim</c>.</summary>
internal static class Dimension
{
    /// <summary>The padding that keeps the extent at stride 1.</summary>
    public const int Same = -1;
}
