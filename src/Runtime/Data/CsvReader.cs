using System.Globalization;
using System.Text;

namespace NetGen.Data;

/// <summary>Reads tables of comma-separated values (RFC 4180: quoted cells, doubled quotes, line breaks inside of quotes), plain or gzip.</summary>
public static class CsvReader
{
    /// <summary>Reads a table; the file is UTF-8, or says otherwise by a byte order mark.</summary>
    /// <exception cref="InvalidDataException">
    /// Rows of different lengths, an open quote, no rows, bytes that are no text, or compressed data that are damaged or incomplete.
    /// </exception>
    /// <exception cref="ArgumentException">The options' separator is a quote or ends lines.</exception>
    public static CsvTable Read(string path, CsvOptions? options = null)
    {
        using var stream = DataStream.Open(path);
        using var reader = new StreamReader(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        try
        {
            return Read(reader, options);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
        catch (DecoderFallbackException problem)
        {
            throw new InvalidDataException($"{path}: the file is not in UTF-8; give CsvReader.Read a StreamReader with its encoding.", problem);
        }
    }

    /// <inheritdoc cref="Read(string, CsvOptions?)"/>
    public static CsvTable Read(TextReader reader, CsvOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(reader);
        options ??= new CsvOptions();
        if (options.Separator is '"' or '\r' or '\n' or '\0') throw new ArgumentException("A quote, a NUL character or the end of a line cannot separate cells.", nameof(options));
        var scanner = new CsvScanner(reader, options.Separator);
        var rows = new List<string[]>();
        var lines = new List<int>();
        while (scanner.ReadRecord(out var startLine) is { } row)
        {
            if (row is [""]) continue;
            if (rows.Count > 0 && row.Length != rows[0].Length)
                throw new InvalidDataException($"Line {startLine} has {row.Length} cells, but line {lines[0]} has {rows[0].Length}.");
            rows.Add(row);
            lines.Add(startLine);
        }

        if (rows.Count == 0) throw new InvalidDataException("The file has no rows.");
        var hasHeader = options.HasHeader ?? !rows[0].Any(cell => cell == options.Missing || CsvText.TryNumber(cell, out _) || CsvText.IsNotFinite(cell));
        var names = hasHeader ? rows[0] : [.. Enumerable.Range(0, rows[0].Length).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        if (hasHeader)
        {
            rows.RemoveAt(0);
            lines.RemoveAt(0);
        }

        if (rows.Count == 0) throw new InvalidDataException("The file has a header, but no rows.");
        return new CsvTable(names, hasHeader, rows, lines, options);
    }
}
