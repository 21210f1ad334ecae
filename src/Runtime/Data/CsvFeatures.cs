namespace NetGen.Data;

/// <summary>Turns the input columns of a table into floats: numbers as they are, text as one-hot columns where the options allow it.</summary>
internal static class CsvFeatures
{
    /// <summary>What the input columns hold: numbers with a mean, or categories.</summary>
    public static CsvColumn[] Learn(CsvTable table, List<int> rows, int label, CsvOptions options)
    {
        var columns = new List<CsvColumn>();
        for (var column = 0; column < table.ColumnNames.Count; column++)
        {
            if (column == label || table.IsIgnored(column)) continue;
            var number = column;
            var isText = options.Categories == CategoryColumns.OneHot
                && rows.Exists(row => !table.IsMissing(row, number) && !CsvText.TryNumber(table[row, number], out _));
            columns.Add(new CsvColumn(
                column, table.ColumnNames[column], isText ? Categories(table, rows, column, options) : null, isText ? double.NaN : Mean(table, rows, column)));
        }

        if (columns.Count == 0) throw new InvalidDataException("No input column is left beside the label.");
        return [.. columns];
    }

    /// <summary>The inputs of <paramref name="rows"/>, row after row.</summary>
    public static float[] Encode(CsvTable table, List<int> rows, CsvColumn[] columns, CsvOptions options)
    {
        var width = columns.Sum(column => (long)column.Width);
        if (rows.Count * width > Array.MaxLength)
            throw new InvalidDataException($"{rows.Count} rows of {width} input values are more than one array can hold.");
        var inputs = new float[rows.Count * width];
        var first = 0;
        foreach (var column in columns)
        {
            if (column.Categories is null) Numbers(table, rows, column, options.MissingValues, inputs, first, (int)width);
            else OneHot(table, rows, column, options, inputs, first, (int)width);
            first += column.Width;
        }

        return inputs;
    }

    private static string[] Categories(CsvTable table, List<int> rows, int column, CsvOptions options)
    {
        var categories = CsvTable.Distinct(rows.Where(row => !table.IsMissing(row, column)).Select(row => table[row, column]));
        if (categories.Length > options.MaxCategories)
        {
            throw new InvalidDataException(
                $"Column '{CsvText.Shown(table.ColumnNames[column])}' holds {categories.Length} distinct texts, more than CsvOptions.MaxCategories ({options.MaxCategories}); "
                + "if it only names the samples, CsvOptions.Ignore leaves it out.");
        }

        return categories;
    }

    private static double Mean(CsvTable table, List<int> rows, int column)
    {
        var (sum, known) = (0.0, 0);
        foreach (var row in rows)
        {
            if (table.IsMissing(row, column)) continue;
            if (!CsvText.TryNumber(table[row, column], out var value)) throw table.NotNumeric(row, column);
            sum += value;
            known++;
        }

        return known == 0 ? double.NaN : sum / known;
    }

    private static void Numbers(CsvTable table, List<int> rows, CsvColumn column, MissingValues missing, float[] inputs, int first, int width)
    {
        for (var i = 0; i < rows.Count; i++)
        {
            ref var value = ref inputs[(i * width) + first];
            if (!table.IsMissing(rows[i], column.Column))
            {
                if (!CsvText.TryNumber(table[rows[i], column.Column], out value)) throw table.NotNumeric(rows[i], column.Column);
                continue;
            }

            if (missing is MissingValues.Reject or MissingValues.SkipRow) throw table.Missing(rows[i], column.Column);
            if (missing == MissingValues.ColumnMean && double.IsNaN(column.Mean)) throw table.NoMean(rows[i], column.Column);
            value = missing == MissingValues.ColumnMean ? (float)column.Mean : float.NaN;
        }
    }

    // A missing category that is not refused is 0 in all of its columns.
    private static void OneHot(CsvTable table, List<int> rows, CsvColumn column, CsvOptions options, float[] inputs, int first, int width)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var category in column.Categories!) places.Add(category, places.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            if (table.IsMissing(rows[i], column.Column))
            {
                if (options.MissingValues is MissingValues.Reject or MissingValues.SkipRow) throw table.Missing(rows[i], column.Column);
                continue;
            }

            if (places.TryGetValue(table[rows[i], column.Column], out var place)) inputs[(i * width) + first + place] = 1;
            else if (options.UnknownCategories == UnknownCategories.Reject) throw table.Unknown(rows[i], column.Column, "category", column.Categories);
        }
    }
}
