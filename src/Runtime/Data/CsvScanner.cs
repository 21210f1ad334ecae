using System.Text;

namespace NetGen.Data;

/// <summary>Divides text into records and cells. In: characters, one after the other. Out: the cells of one record at a time, in linear time.</summary>
internal sealed class CsvScanner(TextReader reader, char separator)
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly char[] _buffer = new char[1 << 12];
    private readonly StringBuilder _cell = new();
    private int _next, _filled;
    private bool _begun;

    /// <summary>The line of the next character, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>One record, or null at the end; cells outside of quotes are trimmed.</summary>
    /// <exception cref="InvalidDataException">A quote is never closed or in the wrong place, or the text is none.</exception>
    public string[]? ReadRecord(out int startLine)
    {
        if (!_begun && Peek() == ByteOrderMark) _next++;
        _begun = true;
        startLine = Line;
        if (Peek() < 0) return null;
        var cells = new List<string>();
        while (true)
        {
            var end = ReadCell(startLine, out var cell);
            cells.Add(cell);
            if (end != separator) return [.. cells];
        }
    }

    // The character that ended the cell: the separator, a line feed (for any end of a line), or -1.
    private int ReadCell(int startLine, out string cell)
    {
        _cell.Clear();
        var (isQuoted, isBlank) = (false, true);
        while (true)
        {
            var next = Read();
            if (next == '"' && !isQuoted && isBlank)
            {
                isQuoted = true;
                _cell.Clear();
                ReadQuoted(startLine);
            }
            else if (next < 0 || next == separator || next is '\n' or '\r')
            {
                if (next == '\r' && Peek() == '\n') _next++;
                if (next is '\n' or '\r') Line++;
                cell = isQuoted ? _cell.ToString() : _cell.ToString().Trim();
                return next == '\r' ? '\n' : next;
            }
            else if (!isQuoted)
            {
                _cell.Append((char)next);
                isBlank &= char.IsWhiteSpace((char)next);
            }
            else if (!char.IsWhiteSpace((char)next))
            {
                throw new InvalidDataException($"'{CsvText.Shown(((char)next).ToString())}' follows a closing quote on line {Line}; a quote inside of a quoted cell is doubled.");
            }
        }
    }

    // The text up to the closing quote.
    private void ReadQuoted(int startLine)
    {
        while (true)
        {
            var next = Read();
            if (next < 0) throw new InvalidDataException($"A quote opened in the row that begins on line {startLine} is never closed.");
            if (next == '"')
            {
                if (Peek() != '"') return;
                _next++;
            }

            if (next == '\n' || (next == '\r' && Peek() != '\n')) Line++;
            _cell.Append((char)next);
        }
    }

    private int Read()
    {
        var next = Peek();
        if (next == 0) throw new InvalidDataException($"Line {Line} holds a NUL character: the file is no text, or not in UTF-8.");
        if (next >= 0) _next++;
        return next;
    }

    private int Peek()
    {
        if (_next < _filled) return _buffer[_next];
        (_next, _filled) = (0, reader.Read(_buffer, 0, _buffer.Length));
        return _filled > 0 ? _buffer[0] : -1;
    }
}
