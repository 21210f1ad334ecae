using System.Globalization;

namespace NetGen.Data;

/// <summary>A table of text cells, and the data sets that can be made of it.</summary>
public sealed class CsvTable
{
    private readonly string[] _names;
    private readonly bool _hasHeader;
    private readonly List<string[]> _rows;
    private readonly List<int> _lines;
    private readonly CsvOptions _options;
    private readonly HashSet<int> _ignored;
    private readonly string? _unknown;

    internal CsvTable(string[] names, bool hasHeader, List<string[]> rows, List<int> lines, CsvOptions options)
    {
        _names = names;
        _hasHeader = hasHeader;
        _rows = rows;
        _lines = lines;
        _options = options;
        (_ignored, _unknown) = Named(names, options.Ignore);
    }

    /// <summary>The names of the columns: those of the header, or their numbers.</summary>
    public IReadOnlyList<string> ColumnNames => _names;

    /// <summary>Rows, without the header.</summary>
    public int RowCount => _rows.Count;

    /// <summary>The text of a cell.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public string this[int row, int column]
    {
        get
        {
            if ((uint)column >= (uint)_names.Length) throw NoColumn(column, column.ToString(CultureInfo.InvariantCulture), nameof(column));
            return _rows[row][column];
        }
    }

    /// <summary>The number of a column.</summary>
    /// <exception cref="ArgumentException">There is no column of this name, or several.</exception>
    public int Column(string name)
    {
        var column = Array.IndexOf(_names, name);
        if (column < 0) throw new ArgumentException($"There is no column '{name}'; the columns are {CsvText.Shown(_names)}.", nameof(name));
        if (Array.LastIndexOf(_names, name) != column) throw new ArgumentException($"Several columns are called '{name}'; use their numbers.", nameof(name));
        return column;
    }

    /// <summary>
    /// A data set whose class index is the rank of one column's text among its distinct values (numbers by value, text in ordinal order), or its place
    /// in <see cref="CsvOptions.Classes"/>.
    /// </summary>
    /// <param name="label">The column of the class, <c>^1</c> for the last one.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A cell is missing, not a number or of no class, and the options do not say what to do.</exception>
    public Dataset WithLabels(Index label) => WithLabels(label, out _);

    /// <inheritdoc cref="WithLabels(Index)"/>
    /// <param name="label">The column of the class, <c>^1</c> for the last one.</param>
    /// <param name="encoding">Gives other tables the same classes and columns.</param>
    public Dataset WithLabels(Index label, out CsvEncoding encoding)
    {
        var column = Offset(label);
        var rows = CompleteRows(column);
        var classes = _options.Classes is { } given ? Unique(given) : Distinct(rows.Select(row => Required(row, column)));
        encoding = new CsvEncoding(_names, _hasHeader, column, isClass: true, classes, CsvFeatures.Learn(this, rows, column, _options));
        return Labelled(rows, encoding);
    }

    /// <summary>A data set with the classes, input columns and means of another table: that of the training samples.</summary>
    /// <param name="label">The column of the class, the same one as in the other table.</param>
    /// <param name="encoding">What <see cref="WithLabels(Index, out CsvEncoding)"/> of the other table gave.</param>
    /// <exception cref="ArgumentException">There is no such column, or the columns are not those of the other table.</exception>
    /// <exception cref="InvalidDataException">A cell is missing, not a number, or of a class or category that the other table did not hold, and the options do not say what to do.</exception>
    public Dataset WithLabels(Index label, CsvEncoding encoding) => Labelled(CompleteRows(Fitting(label, encoding, isClass: true)), encoding);

    /// <summary>A data set whose target is one numeric column.</summary>
    /// <param name="target">The column of the target, <c>^1</c> for the last one.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="InvalidDataException">A cell is missing or not a number, and the options do not say what to do.</exception>
    public Dataset WithTargets(Index target) => WithTargets(target, out _);

    /// <inheritdoc cref="WithTargets(Index)"/>
    /// <param name="target">The column of the target, <c>^1</c> for the last one.</param>
    /// <param name="encoding">Gives other tables the same columns.</param>
    public Dataset WithTargets(Index target, out CsvEncoding encoding)
    {
        var column = Offset(target);
        var rows = CompleteRows(column);
        encoding = new CsvEncoding(_names, _hasHeader, column, isClass: false, [], CsvFeatures.Learn(this, rows, column, _options));
        return Targeted(rows, encoding);
    }

    /// <summary>A data set with the input columns and means of another table: that of the training samples.</summary>
    /// <param name="target">The column of the target, the same one as in the other table.</param>
    /// <param name="encoding">What <see cref="WithTargets(Index, out CsvEncoding)"/> of the other table gave.</param>
    /// <exception cref="ArgumentException">There is no such column, or the columns are not those of the other table.</exception>
    /// <exception cref="InvalidDataException">A cell is missing, not a number, or of a category that the other table did not hold, and the options do not say what to do.</exception>
    public Dataset WithTargets(Index target, CsvEncoding encoding) => Targeted(CompleteRows(Fitting(target, encoding, isClass: false)), encoding);

    internal static string[] Distinct(IEnumerable<string> texts)
    {
        var distinct = texts.Distinct(StringComparer.Ordinal).ToArray();
        Array.Sort(distinct, StringComparer.Ordinal);
        if (distinct.All(text => CsvText.TryNumber(text, out _)))
            return [.. distinct.OrderBy(text => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture))];
        return distinct;
    }

    internal bool IsMissing(int row, int column) =>
        _rows[row][column] is var cell && (cell.Length == 0 || cell == _options.Missing || CsvText.IsNotFinite(cell));

    internal bool IsIgnored(int column) => _ignored.Contains(column);

    internal InvalidDataException NotNumeric(int row, int column) => new($"{Place(row, column)} is not a number.");

    internal InvalidDataException Missing(int row, int column)
        => new($"{Place(row, column)} is no value: it is missing; CsvOptions.MissingValues says what to do with such rows.");

    internal InvalidDataException NoMean(int row, int column)
        => new($"{Place(row, column)} is no value, and the column has none to take a mean of; CsvOptions.Ignore leaves it out.");

    internal InvalidDataException Unknown(int row, int column, string what, IReadOnlyList<string> known)
        => new($"{Place(row, column)} is an unknown {what}; known are {CsvText.Shown(known)}.");

    private static string[] Unique(IReadOnlyList<string> classes)
    {
        var unique = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in classes)
            if (!unique.Add(name)) throw new ArgumentException($"CsvOptions.Classes holds '{name}' twice.", nameof(classes));
        return [.. classes];
    }

    private Dataset Labelled(List<int> rows, CsvEncoding encoding)
    {
        var labels = new int[rows.Count];
        for (var i = 0; i < labels.Length; i++)
        {
            if (!encoding.TryClass(Required(rows[i], encoding.Label), out labels[i])) throw Unknown(rows[i], encoding.Label, "class", encoding.ClassNames);
        }

        var inputs = CsvFeatures.Encode(this, rows, encoding.Columns, _options);
        return new Dataset(inputs, encoding.FeatureNames.Count, labels) { ClassNames = encoding.ClassNames, FeatureNames = encoding.FeatureNames };
    }

    private Dataset Targeted(List<int> rows, CsvEncoding encoding)
    {
        var targets = new float[rows.Count];
        for (var i = 0; i < targets.Length; i++)
        {
            if (!CsvText.TryNumber(Required(rows[i], encoding.Label), out targets[i])) throw NotNumeric(rows[i], encoding.Label);
        }

        var inputs = CsvFeatures.Encode(this, rows, encoding.Columns, _options);
        return new Dataset(inputs, encoding.FeatureNames.Count, targets, 1) { FeatureNames = encoding.FeatureNames };
    }

    private int Offset(Index index)
    {
        var column = index.GetOffset(_names.Length);
        return (uint)column < (uint)_names.Length ? column : throw NoColumn(index, index.ToString(), nameof(index));
    }

    private int Fitting(Index label, CsvEncoding encoding, bool isClass)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        var column = Offset(label);
        if (encoding.IsClass != isClass)
            throw new ArgumentException($"The encoding was learned {(encoding.IsClass ? "WithLabels" : "WithTargets")}, not {(isClass ? "WithLabels" : "WithTargets")}.", nameof(encoding));
        var fits = _names.Length == encoding.ColumnNames.Count && (!_hasHeader || !encoding.HasHeader || _names.SequenceEqual(encoding.ColumnNames, StringComparer.Ordinal));
        if (!fits)
            throw new ArgumentException($"The encoding was learned on the columns {CsvText.Shown(encoding.ColumnNames)}, but these are {CsvText.Shown(_names)}.", nameof(encoding));
        if (column != encoding.Label)
            throw new ArgumentException($"The encoding was learned with the column '{encoding.ColumnNames[encoding.Label]}' as the label, not with '{_names[column]}'.", nameof(label));
        return column;
    }

    private ArgumentOutOfRangeException NoColumn(object value, string text, string parameter)
        => new(parameter, value, $"There is no column {text}; the {_names.Length} columns are {CsvText.Shown(_names)}.");

    private List<int> CompleteRows(int label)
    {
        if (_unknown is not null) Column(_unknown);
        var columns = Enumerable.Range(0, _names.Length).Where(column => column == label || !IsIgnored(column)).ToList();
        var rows = Enumerable.Range(0, _rows.Count);
        if (_options.MissingValues == MissingValues.SkipRow) rows = rows.Where(row => !columns.Exists(column => IsMissing(row, column)));
        List<int> complete = [.. rows];
        return complete.Count > 0 ? complete : throw new InvalidDataException("Every row misses a value, so that none is left.");
    }

    // The columns that are called so, and a name that is none. A number is one only where it is no name.
    private static (HashSet<int> Columns, string? Unknown) Named(string[] names, IReadOnlyList<string> wanted)
    {
        var (columns, unknown) = (new HashSet<int>(), (string?)null);
        foreach (var name in wanted)
        {
            if (Array.IndexOf(names, name) is var first && first >= 0)
            {
                for (var column = first; column < names.Length; column++) if (names[column] == name) columns.Add(column);
            }
            else if (int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < names.Length)
            {
                columns.Add(number);
            }
            else
            {
                unknown ??= name;
            }
        }

        return (columns, unknown);
    }

    private string Required(int row, int column) => IsMissing(row, column) ? throw Missing(row, column) : _rows[row][column];

    private string Place(int row, int column) => $"Line {_lines[row]}, column '{CsvText.Shown(_names[column])}': '{CsvText.Shown(_rows[row][column])}'";
}
