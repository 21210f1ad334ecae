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

/// <summary>What to do with a text that an input column did not hold when its encoding was learned.</summary>
public enum UnknownCategories
{
    /// <summary>Refuse the file, naming the cell.</summary>
    Reject,

    /// <summary>0 in all columns of the categories.</summary>
    Zeros,
}

/// <summary>How to read a CSV file.</summary>
public sealed record CsvOptions
{
    /// <summary>Separates cells.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether the first row names the columns; by default it does if none of its cells is a number.</summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// The text of a missing value. Missing as well is an empty cell, and one that stands for no finite number: <c>NaN</c>, <c>inf</c>,
    /// <c>Infinity</c>, or a number that a float cannot hold.
    /// </summary>
    public string Missing { get; init; } = "?";

    /// <summary>What to do with missing values.</summary>
    public MissingValues MissingValues { get; init; }

    /// <summary>What to do with input columns of text.</summary>
    public CategoryColumns Categories { get; init; }

    /// <summary>What to do with texts that the table an encoding was learned on does not hold.</summary>
    public UnknownCategories UnknownCategories { get; init; }

    /// <summary>
    /// The most distinct texts of a one-hot column: one of names or numbers of samples would otherwise take memory that grows with the square of the file.
    /// </summary>
    public int MaxCategories { get; init; } = 1000;

    /// <summary>
    /// The classes in the order of their indices, for files that do not hold all of them; by default, those the file holds (see <see cref="CsvEncoding"/>
    /// for those of another file).
    /// </summary>
    public IReadOnlyList<string>? Classes { get; init; }

    /// <summary>Columns to leave out, by name or by number (<c>"0"</c>); a name goes before a number.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];
}
