namespace NetGen.Generator.Frontend;

/// <summary>The remedy in the message about an unknown name: the nearest one, or all of them.</summary>
internal static class SpellingSuggestion
{
    private const int Shown = 12;

    private const int MaximumLength = 200;

    public static string For(string wrong, IReadOnlyList<string> names)
    {
        if (names.Count == 0) return "there is nothing above it";
        if (wrong.Length > MaximumLength) return $"a name has at most {MaximumLength} characters";
        var nearest = names.OrderBy(name => Distance(wrong, name)).First();
        if (Distance(wrong, nearest) <= Math.Max(1, wrong.Length / 3)) return $"did you mean \"{nearest}\"?";
        var last = names.Skip(Math.Max(0, names.Count - Shown)).ToArray();
        return "the names above it are " + (last.Length < names.Count ? "…, " : "") + string.Join(", ", last);
    }

    /// <summary>Edit distance ignoring case (Levenshtein 1966): insertions, deletions and substitutions of letters.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]);
                var best = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + (same ? 0 : 1));
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[b.Length];
    }
}
