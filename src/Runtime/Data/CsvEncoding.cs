namespace NetGen.Data;

/// <summary>
/// How the text of one table became numbers: its classes, its categories, and the means that stand for missing values. Applied to other tables, such as
/// that of the test samples, it gives the same numbers and columns for the same text.
/// </summary>
/// <example>
/// <code>
/// var train = CsvReader.Read("train.csv").WithLabels(^1, out var encoding);
/// var test = CsvReader.Read("test.csv").WithLabels(^1, encoding);
/// </code>
/// </example>
public sealed class CsvEncoding
{
    private readonly Dictionary<string, int> _classes;

    internal CsvEncoding(IReadOnlyList<string> columnNames, bool hasHeader, int label, bool isClass, string[] classNames, CsvColumn[] columns)
    {
        ColumnNames = columnNames;
        HasHeader = hasHeader;
        Label = label;
        IsClass = isClass;
        ClassNames = classNames;
        Columns = columns;
        FeatureNames = [.. columns.SelectMany(column => column.FeatureNames)];
        _classes = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < classNames.Length; i++) _classes.Add(classNames[i], i);
    }

    /// <summary>The classes in the order of their indices; none for real-valued targets.</summary>
    public IReadOnlyList<string> ClassNames { get; }

    /// <summary>The names of the input values.</summary>
    public IReadOnlyList<string> FeatureNames { get; }

    internal IReadOnlyList<string> ColumnNames { get; }

    internal bool HasHeader { get; }

    internal int Label { get; }

    internal bool IsClass { get; }

    internal CsvColumn[] Columns { get; }

    internal bool TryClass(string text, out int index) => _classes.TryGetValue(text, out index);
}

/// <summary>An input column: its categories if it holds text, or else the mean of its known values.</summary>
/// <param name="Column">Its number in the table.</param>
/// <param name="Name">Its name.</param>
/// <param name="Categories">Its distinct texts in the order of their columns; null if it holds numbers.</param>
/// <param name="Mean">The mean of its known numbers; NaN if there are none.</param>
internal sealed record CsvColumn(int Column, string Name, string[]? Categories, double Mean)
{
    public IEnumerable<string> FeatureNames => Categories is null ? [Name] : Categories.Select(category => $"{Name}={category}");

    public int Width => Categories?.Length ?? 1;
}
