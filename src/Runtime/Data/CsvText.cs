using System.Buffers;
using System.Globalization;

namespace NetGen.Data;

/// <summary>What the text of a cell is, and how messages show it.</summary>
internal static class CsvText
{
    private const int ShownCharacters = 60, ShownNames = 20;
    private const int LongestFloat = 39;
    private static readonly SearchValues<char> s_marks = SearchValues.Create("nNiIeE");

    /// <summary>Whether the text is a number that a float can hold; the culture of the machine has no influence.</summary>
    public static bool TryNumber(string cell, out float value) =>
        float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value) && float.IsFinite(value);

    /// <summary>Whether the text stands for something that is no value: NaN, an infinity, a number too large for a float.</summary>
    public static bool IsNotFinite(string cell)
    {
        // What has neither a letter of these words, an exponent nor many digits is none of them.
        if (cell.Length < LongestFloat && !cell.AsSpan().ContainsAny(s_marks)) return false;
        if (float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)) return !float.IsFinite(value);

        // As Python and C write infinity, and what R and others write for NaN with a sign.
        var text = cell.AsSpan().TrimStart("+-");
        return cell.Length - text.Length <= 1
            && (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase)
                || text.Equals("nan", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Text from a file, fit for a message: short and without control characters.</summary>
    public static string Shown(string text)
    {
        var shown = text.Length <= ShownCharacters ? text : string.Concat(text.AsSpan(0, ShownCharacters), "…");
        return string.Create(shown.Length, shown, static (span, source) =>
        {
            for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? '?' : source[i];
        });
    }

    /// <summary>Names for a message, the first of many.</summary>
    public static string Shown(IReadOnlyList<string> names) =>
        string.Join(", ", names.Take(ShownNames).Select(Shown)) + (names.Count > ShownNames ? $", … ({names.Count} in all)" : "");
}
