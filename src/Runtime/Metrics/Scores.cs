namespace NetGen.Metrics;

/// <summary>What the metrics over rows of scores share.</summary>
internal static class Scores
{
    /// <summary>The index of the largest score; the first one if there are several.</summary>
    public static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length; c++) if (row[c] > row[best]) best = c;
        return best;
    }

    public static void RequireRows(int values, int rows, int classes)
    {
        if (values != (long)rows * classes)
            throw new ArgumentException($"{rows} labels need {(long)rows * classes} outputs ({classes} each), but there are {values}.");
    }

    public static void RequireEqual(int left, int right)
    {
        if (left != right) throw new ArgumentException($"There are {left} predictions for {right} expected values.");
    }
}
