namespace NetGen.Data;

/// <summary>What to do with a cell whose value is missing.</summary>
public enum MissingValues
{
    /// <summary>Refuse the file.</summary>
    Reject,

    /// <summary>Leave the row out.</summary>
    SkipRow,

    /// <summary>Put the mean of the column's known values.</summary>
    ColumnMean,

    /// <summary>Put NaN.</summary>
    NaN,
}

/// <summary>What to do with an input column that is not numeric.</summary>
public enum CategoryColumns
{
    /// <summary>Refuse the file, naming the cell.</summary>
    Reject,

    /// <summary>One column of 0 and 1 per distinct text, in ordinal order.</summary>
    OneHot,
}

/// <summary>How to read a CSV file.</summary>
public sealed record CsvOptions
{
    /// <summary>Separates cells.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether the first row names the columns; by default it does if none of its cells is a number.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>The text of a missing value; an empty cell is one as well.</summary>
    public string Missing { get; init; } = "?";

    /// <summary>What to do with missing values.</summary>
    public MissingValues MissingValues { get; init; }

    /// <summary>What to do with input columns of text.</summary>
    public CategoryColumns Categories { get; init; }

    /// <summary>Columns to leave out, by name or by number (<c>"0"</c>).</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
