using System.Globalization;

namespace NetGen.Generator.Schedule;

/// <summary>Integer expressions of emitted code.</summary>
internal static class Index
{
    public static string Text(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>variable * stride</c>, simplified.</summary>
    public static string Times(string variable, long stride) =>
        stride == 0 || variable == "0" ? "0" : stride == 1 ? variable : IsSimple(variable) ? $"{variable} * {Text(stride)}" : $"({variable}) * {Text(stride)}";

    /// <summary>The sum of terms, without zeros.</summary>
    public static string Sum(params string[] terms) => Sum((IEnumerable<string>)terms);

    public static string Sum(IEnumerable<string> terms)
    {
        string[] kept = [.. terms.Where(t => t != "0")];
        return kept.Length == 0 ? "0" : string.Join(" + ", kept).Replace("+ -", "- ");
    }

    /// <summary>The address of element <paramref name="index"/> of an axis that may be blocked.</summary>
    public static string At(Graph.AxisLayout axis, string index)
    {
        if (!axis.IsBlocked) return Times(index, axis.Stride);
        if (int.TryParse(index, NumberStyles.Integer, CultureInfo.InvariantCulture, out var constant)) return Text(axis.At(constant));
        var i = IsSimple(index) ? index : $"({index})";
        return Sum(Times($"({i} >> 4)", axis.BlockStride), Times($"({i} & 15)", axis.Stride));
    }

    private static bool IsSimple(string text) => text.All(c => char.IsLetterOrDigit(c) || c == '_') || (text[0] == '(' && text[text.Length - 1] == ')' && text.Count(c => c == '(') == 1);
}
