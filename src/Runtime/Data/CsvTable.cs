using System.Globalization;

namespace NetGen.Data;

/// <summary>A table of text cells, and the data sets that can be made of it.</summary>
public sealed class CsvTable
{
    private readonly string[] _names;
    private readonly List<string[]> _rows;
    private readonly List<int> _lines;
    private readonly CsvOptions _options;

    internal CsvTable(string[] names, List<string[]> rows, List<int> lines, CsvOptions options)
    {
        _names = names;
        _rows = rows;
        _lines = lines;
        _options = options;
    }

    /// <summary>The names of the columns: those of the header, or their numbers.</summary>
    public IReadOnlyList<string> ColumnNames => _names;

    /// <summary>Rows, without the header.</summary>
    public int RowCount => _rows.Count;

    /// <summary>The text of a cell.</summary>
    public string this[int row, int column] => _rows[row][column];

    /// <summary>The number of a column.</summary>
    /// <exception cref="ArgumentException">There is no column of this name.</exception>
    public int Column(string name)
    {
        var column = Array.IndexOf(_names, name);
        if (column < 0) throw new ArgumentException($"There is no column '{name}'; the columns are {string.Join(", ", _names)}.", nameof(name));
        return column;
    }

    /// <summary>
    /// A data set whose class index is the rank of one column's text among its distinct values (numbers by value, text in ordinal order).
    /// </summary>
    /// <param name="label">The column of the class, <c>^1</c> for the last one.</param>
    /// <exception cref="InvalidDataException">A cell is missing or not a number, and the options do not say what to do.</exception>
    public Dataset WithLabels(Index label)
    {
        var column = label.GetOffset(_names.Length);
        var rows = CompleteRows(column);
        var texts = rows.Select(row => Required(row, column)).ToList();
        var classes = Distinct(texts);
        var rank = classes.Select((text, index) => (text, index)).ToDictionary(pair => pair.text, pair => pair.index, StringComparer.Ordinal);
        var (inputs, names) = CsvFeatures.Of(this, rows, column, _options);
        return new Dataset(inputs, names.Length, texts.Select(text => rank[text]).ToArray()) { ClassNames = classes, FeatureNames = names };
    }

    /// <summary>A data set whose target is one numeric column.</summary>
    /// <param name="target">The column of the target, <c>^1</c> for the last one.</param>
    /// <exception cref="InvalidDataException">A cell is missing or not a number, and the options do not say what to do.</exception>
    public Dataset WithTargets(Index target)
    {
        var column = target.GetOffset(_names.Length);
        var rows = CompleteRows(column);
        var targets = rows.Select(row => TryNumber(Required(row, column), out var value) ? value : throw NotNumeric(row, column)).ToArray();
        var (inputs, names) = CsvFeatures.Of(this, rows, column, _options);
        return new Dataset(inputs, names.Length, targets, 1) { FeatureNames = names };
    }

    internal static bool TryNumber(string cell, out float value) => float.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out value);

    internal static string[] Distinct(IEnumerable<string> texts)
    {
        var distinct = texts.Distinct(StringComparer.Ordinal).ToArray();
        if (distinct.All(text => TryNumber(text, out _))) return [.. distinct.OrderBy(text => double.Parse(text, CultureInfo.InvariantCulture))];
        Array.Sort(distinct, StringComparer.Ordinal);
        return distinct;
    }

    internal bool IsMissing(int row, int column) => _rows[row][column] is var cell && (cell.Length == 0 || cell == _options.Missing);

    internal bool IsIgnored(int column) => _options.Ignore.Any(name => IsCalled(column, name));

    internal InvalidDataException NotNumeric(int row, int column)
        => new($"Line {_lines[row]}, column '{_names[column]}': '{_rows[row][column]}' is not a number.");

    internal InvalidDataException Missing(int row, int column)
        => new($"Line {_lines[row]}, column '{_names[column]}': the value is missing; CsvOptions.MissingValues says what to do with such rows.");

    private List<int> CompleteRows(int label)
    {
        foreach (var name in _options.Ignore)
            if (!Enumerable.Range(0, _names.Length).Any(column => IsCalled(column, name))) Column(name);
        var columns = Enumerable.Range(0, _names.Length).Where(column => column == label || !IsIgnored(column)).ToList();
        var rows = Enumerable.Range(0, _rows.Count);
        if (_options.MissingValues == MissingValues.SkipRow) rows = rows.Where(row => !columns.Exists(column => IsMissing(row, column)));
        return [.. rows];
    }

    private bool IsCalled(int column, string name) => _names[column] == name || column.ToString(CultureInfo.InvariantCulture) == name;

    private string Required(int row, int column) => IsMissing(row, column) ? throw Missing(row, column) : _rows[row][column];
}
