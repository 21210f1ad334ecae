using System.Globalization;
using System.Text;

namespace NetGen.Data;

/// <summary>Reads tables of comma-separated values (RFC 4180: quoted cells, doubled quotes, line breaks inside of quotes), plain or gzip.</summary>
public static class CsvReader
{
    /// <summary>Reads a table.</summary>
    /// <exception cref="InvalidDataException">Rows of different lengths, an open quote, or no rows.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        using var stream = DataStream.Open(path);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            return Read(reader, options);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <inheritdoc cref="Read(string, CsvOptions?)"/>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new CsvOptions();
        var rows = new List<string[]>();
        var lines = new List<int>();
        var line = 1;
        while (ReadRow(reader, options.Separator, ref line, out var startLine) is { } row)
        {
            if (row is [""]) continue;
            if (rows.Count > 0 && row.Length != rows[0].Length)
                throw new InvalidDataException($"Line {startLine} has {row.Length} cells, but line {lines[0]} has {rows[0].Length}.");
            rows.Add(row);
            lines.Add(startLine);
        }

        if (rows.Count == 0) throw new InvalidDataException("The file has no rows.");
        var hasHeader = options.HasHeader ?? !rows[0].Any(cell => cell == options.Missing || CsvTable.TryNumber(cell, out _));
        var names = hasHeader ? rows[0] : [.. Enumerable.Range(0, rows[0].Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (hasHeader)
        {
            rows.RemoveAt(0);
            lines.RemoveAt(0);
        }

        if (rows.Count == 0) throw new InvalidDataException("The file has a header, but no rows.");
        return new CsvTable(names, rows, lines, options);
    }

    // One record, or null at the end; cells outside of quotes are trimmed.
    private static string[]? ReadRow(TextReader reader, char separator, ref int line, out int startLine)
    {
        startLine = line;
        if (reader.Peek() < 0) return null;
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (quoted, inQuotes) = (false, false);
        while (true)
        {
            var next = reader.Read();
            if (next < 0 && inQuotes) throw new InvalidDataException($"A quote opened on line {startLine} is never closed.");
            if (next == '\n') line++;
            if (inQuotes)
            {
                if (next != '"') cell.Append((char)next);
                else if (reader.Peek() == '"') cell.Append((char)reader.Read());
                else inQuotes = false;
            }
            else if (next == '"' && !quoted && string.IsNullOrWhiteSpace(cell.ToString()))
            {
                cell.Clear();
                (quoted, inQuotes) = (true, true);
            }
            else if (next < 0 || next == separator || next == '\n')
            {
                cells.Add(quoted ? cell.ToString() : cell.ToString().Trim());
                if (next != separator) return [.. cells];
                cell.Clear();
                quoted = false;
            }
            else if (!quoted)
            {
                cell.Append((char)next);
            }
            else if (!char.IsWhiteSpace((char)next))
            {
                throw new InvalidDataException($"'{(char)next}' follows a closing quote on line {line}; a quote inside of a quoted cell is doubled.");
            }
        }
    }
}
