namespace NetGen.Data;

/// <summary>Turns the input columns of a table into floats: numbers as they are, text as one-hot columns where the options allow it.</summary>
internal static class CsvFeatures
{
    /// <summary>The inputs of <paramref name="rows"/>, row after row, and the names of their columns.</summary>
    public static (float[] Inputs, string[] Names) Of(CsvTable table, List<int> rows, int label, CsvOptions options)
    {
        var columns = new List<(string Name, float[] Values)>();
        for (var column = 0; column < table.ColumnNames.Count; column++)
        {
            if (column == label || table.IsIgnored(column)) continue;
            var isText = rows.Exists(row => !table.IsMissing(row, column) && !CsvTable.TryNumber(table[row, column], out _));
            if (isText && options.Categories == CategoryColumns.OneHot) columns.AddRange(OneHot(table, rows, column, options.MissingValues));
            else columns.Add((table.ColumnNames[column], Numbers(table, rows, column, options.MissingValues)));
        }

        if (columns.Count == 0) throw new InvalidDataException("No input column is left beside the label.");
        var inputs = new float[checked(rows.Count * columns.Count)];
        for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < columns.Count; j++) inputs[(i * columns.Count) + j] = columns[j].Values[i];
        return (inputs, [.. columns.Select(column => column.Name)]);
    }

    private static float[] Numbers(CsvTable table, List<int> rows, int column, MissingValues missing)
    {
        var values = new float[rows.Count];
        var (sum, known) = (0.0, 0);
        for (var i = 0; i < rows.Count; i++)
        {
            if (table.IsMissing(rows[i], column))
            {
                if (missing is MissingValues.Reject or MissingValues.SkipRow) throw table.Missing(rows[i], column);
                values[i] = float.NaN;
                continue;
            }

            if (!CsvTable.TryNumber(table[rows[i], column], out values[i])) throw table.NotNumeric(rows[i], column);
            sum += values[i];
            known++;
        }

        if (missing == MissingValues.ColumnMean && known > 0 && known < rows.Count)
            for (var i = 0; i < rows.Count; i++) if (table.IsMissing(rows[i], column)) values[i] = (float)(sum / known);
        return values;
    }

    // A missing category that is not refused is 0 in all of its columns.
    private static IEnumerable<(string Name, float[] Values)> OneHot(CsvTable table, List<int> rows, int column, MissingValues missing)
    {
        if (missing == MissingValues.Reject)
            foreach (var row in rows) if (table.IsMissing(row, column)) throw table.Missing(row, column);
        foreach (var category in CsvTable.Distinct(rows.Where(row => !table.IsMissing(row, column)).Select(row => table[row, column])))
            yield return ($"{table.ColumnNames[column]}={category}", [.. rows.Select(row => table[row, column] == category ? 1f : 0f)]);
    }
}
