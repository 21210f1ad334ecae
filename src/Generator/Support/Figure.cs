using System.Globalization;

namespace NetGen.Generator.Support;

/// <summary>How counts are shown to people.</summary>
internal static class Figure
{
    /// <summary>A count with its thousands set apart, the same in every culture: <c>61,706</c>.</summary>
    public static string Grouped(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);
}
