namespace NetGen.Data;

/// <summary>A canonical prefix code of Deflate (RFC 1951, 3.2.2), decoded by a table for short codes and bit by bit for long ones.</summary>
internal sealed class HuffmanCode
{
    public const int LongestCode = 15;
    private const int TableBits = 10;
    private readonly ushort[] _table = new ushort[1 << TableBits];
    private readonly ushort[] _symbols = new ushort[288];
    private readonly int[] _counts = new int[LongestCode + 1];

    /// <summary>Builds the code from the lengths of its symbols, 0 for symbols that do not occur.</summary>
    /// <returns>False if no code has these lengths: too many codes, or too few (unless there is at most one, of one bit).</returns>
    public bool Build(ReadOnlySpan<byte> lengths)
    {
        Array.Clear(_counts);
        Array.Clear(_table);
        foreach (var length in lengths) _counts[length]++;
        _counts[0] = 0;
        var (used, free) = (0, 1);
        Span<int> next = stackalloc int[LongestCode + 2], first = stackalloc int[LongestCode + 2];
        var code = 0;
        for (var length = 1; length <= LongestCode; length++)
        {
            free = (free << 1) - _counts[length];
            if (free < 0) return false;
            code = (code + _counts[length - 1]) << 1;
            next[length] = code;
            first[length] = used;
            used += _counts[length];
        }

        if (free > 0 && !(used == 0 || (used == 1 && _counts[1] == 1))) return false;
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0) continue;
            _symbols[first[length]++] = (ushort)symbol;
            var reversed = Reverse(next[length]++, length);
            if (length > TableBits) continue;
            for (var entry = reversed; entry < _table.Length; entry += 1 << length) _table[entry] = (ushort)((symbol << 4) | length);
        }

        return true;
    }

    /// <summary>The symbol at the beginning of <paramref name="bits"/> (first bit lowest) and the length of its code; -1 if no code begins so.</summary>
    public int Decode(uint bits, out int length)
    {
        var entry = _table[bits & ((1 << TableBits) - 1)];
        length = entry & 15;
        if (length > 0) return entry >> 4;
        var (code, first, index) = (0, 0, 0);
        for (length = 1; length <= LongestCode; length++)
        {
            code |= (int)(bits & 1);
            bits >>= 1;
            var count = _counts[length];
            if (code - count < first) return _symbols[index + (code - first)];
            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        length = 0;
        return -1;
    }

    private static int Reverse(int code, int length)
    {
        var reversed = 0;
        for (; length > 0; length--, code >>= 1) reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
