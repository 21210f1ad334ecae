using System.Globalization;

namespace NetGen.Generator.Frontend;

/// <summary>
/// Turns a float into the double its author wrote: <c>0.1f</c> into 0.1, not 0.10000000149011612, because 0.1 is what PyTorch computes with and
/// what messages should show. The way back to float gives the same float.
/// </summary>
internal static class ShortestDecimal
{
    public static double Of(float value)
    {
        // Seven digits are often enough and nine always are; the runtime's own shortest format differs between frameworks.
        for (var digits = 7; digits < 9; digits++)
        {
            var text = value.ToString("G" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
            var candidate = double.Parse(text, CultureInfo.InvariantCulture);
            if ((float)candidate == value) return candidate;
        }

        return double.Parse(value.ToString("G9", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }
}
