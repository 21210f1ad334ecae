namespace NetGen.Data;

/// <summary>
/// Decompresses Deflate data (RFC 1951). In: a stream. Out: the bytes, piece by piece, and the place where the data end, to the byte: the classes of
/// .NET read beyond it, so that the checksum behind the data could not be found.
/// </summary>
internal sealed class Inflater(Stream source)
{
    private const int WindowSize = 1 << 16, LongestDistance = 1 << 15, LongestMatch = 258;
    private const int Piece = WindowSize - LongestDistance - LongestMatch;
    private const int EndOfBlock = 256, Literals = 288, Distances = 30, LengthCodes = 19;

    private readonly byte[] _input = new byte[1 << 14];
    private readonly byte[] _window = new byte[WindowSize];
    private readonly HuffmanCode _literals = new(), _distances = new(), _lengths = new();
    private readonly byte[] _codeLengths = new byte[Literals + 32];
    private int _next, _filled, _bitCount, _stored, _written, _read;
    private long _total;
    private ulong _bits;
    private bool _isLast, _isInside, _isStored;

    private static ReadOnlySpan<byte> LengthOrder => [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static ReadOnlySpan<ushort> LengthBase =>
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static ReadOnlySpan<byte> LengthBits => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static ReadOnlySpan<ushort> DistanceBase =>
        [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    private static ReadOnlySpan<byte> DistanceBits =>
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    /// <summary>Begins new data at the source's next byte.</summary>
    public void Begin() => (_isLast, _isInside, _total) = (false, false, 0);

    /// <summary>The next decompressed bytes; 0 at the end of the data.</summary>
    /// <exception cref="InvalidDataException">The data are damaged or end early.</exception>
    public int Read(Span<byte> destination)
    {
        if (destination.IsEmpty) return 0;
        while (_read == _written)
        {
            if (_isLast && !_isInside) return 0;
            Decompress();
        }

        var available = (_written - _read) & (WindowSize - 1);
        var from = _read;
        var count = Math.Min(Math.Min(available, WindowSize - from), destination.Length);
        _window.AsSpan(from, count).CopyTo(destination);
        _read = (from + count) & (WindowSize - 1);
        return count;
    }

    /// <summary>The next byte behind the data, or -1.</summary>
    public int ReadByteBehind()
    {
        // What is left of the last byte of the data is padding.
        Drop(_bitCount & 7);
        if (_bitCount == 0 && !Fill()) return -1;
        if (_bitCount == 0) return _input[_next++];
        var value = (int)(_bits & 0xFF);
        Drop(8);
        return value;
    }

    // Up to one piece; everything decompressed before has been taken.
    private void Decompress()
    {
        if (!_isInside) BeginBlock();
        if (_isStored) CopyStored();
        else DecodeSymbols();
    }

    private void BeginBlock()
    {
        _isLast = Take(1) == 1;
        _isInside = true;
        switch (Take(2))
        {
            case 0:
                Drop(_bitCount & 7);
                var (length, complement) = (Take(16), Take(16));
                if ((length ^ complement) != 0xFFFF) throw Damaged("a stored block contradicts itself");
                (_isStored, _stored) = (true, length);
                break;
            case 1:
                _isStored = false;
                Span<byte> fixedLengths = stackalloc byte[Literals];
                for (var i = 0; i < Literals; i++) fixedLengths[i] = (byte)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
                _literals.Build(fixedLengths);
                fixedLengths[..32].Fill(5);
                _distances.Build(fixedLengths[..32]);
                break;
            case 2:
                _isStored = false;
                ReadCodes();
                break;
            default:
                throw Damaged("a block has no kind");
        }
    }

    private void ReadCodes()
    {
        int literals = Take(5) + 257, distances = Take(5) + 1, lengths = Take(4) + 4;
        if (literals > 286 || distances > Distances) throw Damaged("a code has too many symbols");
        Span<byte> order = stackalloc byte[LengthCodes];
        order.Clear();
        for (var i = 0; i < lengths; i++) order[LengthOrder[i]] = (byte)Take(3);
        if (!_lengths.Build(order)) throw Damaged("a code is none");
        var all = _codeLengths.AsSpan(0, literals + distances);
        for (var i = 0; i < all.Length;)
        {
            var symbol = Symbol(_lengths);
            if (symbol < 16)
            {
                all[i++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && i == 0) throw Damaged("a code repeats a length before the first");
            var value = symbol == 16 ? all[i - 1] : (byte)0;
            var count = symbol switch { 16 => 3 + Take(2), 17 => 3 + Take(3), _ => 11 + Take(7) };
            if (count > all.Length - i) throw Damaged("a code has too many lengths");
            all.Slice(i, count).Fill(value);
            i += count;
        }

        if (all[EndOfBlock] == 0 || !_literals.Build(all[..literals]) || !_distances.Build(all[literals..])) throw Damaged("a code is none");
    }

    private void CopyStored()
    {
        for (var count = Math.Min(_stored, Piece); count > 0; count--, _stored--)
        {
            // Whole bytes may wait among the bits.
            if (_bitCount == 0 && !Fill()) throw Truncated();
            var value = _bitCount == 0 ? _input[_next++] : (byte)_bits;
            if (_bitCount > 0) Drop(8);
            Put(value);
        }

        _isInside = _stored > 0;
    }

    private void DecodeSymbols()
    {
        for (var start = _total; _total - start < Piece;)
        {
            var symbol = Symbol(_literals);
            if (symbol < EndOfBlock)
            {
                Put((byte)symbol);
                continue;
            }

            if (symbol == EndOfBlock)
            {
                _isInside = false;
                return;
            }

            symbol -= EndOfBlock + 1;
            if (symbol >= LengthBase.Length) throw Damaged("a length is none");
            var length = LengthBase[symbol] + Take(LengthBits[symbol]);
            var code = Symbol(_distances);
            if (code >= Distances) throw Damaged("a distance is none");
            var distance = DistanceBase[code] + Take(DistanceBits[code]);
            if (distance > _total) throw Damaged("a distance reaches before the beginning");
            for (; length > 0; length--) Put(_window[(_written - distance) & (WindowSize - 1)]);
        }
    }

    private void Put(byte value)
    {
        _window[_written] = value;
        _written = (_written + 1) & (WindowSize - 1);
        _total++;
    }

    private int Symbol(HuffmanCode code)
    {
        // As many bits as there are: a short code may be the last thing of the data.
        while (_bitCount < HuffmanCode.LongestCode && (_next < _filled || Fill())) AddByte();
        var symbol = code.Decode((uint)_bits, out var length);
        if (length > _bitCount || (symbol < 0 && _bitCount < HuffmanCode.LongestCode)) throw Truncated();
        if (symbol < 0) throw Damaged("bits are no symbol");
        Drop(length);
        return symbol;
    }

    private int Take(int count)
    {
        while (_bitCount < count)
        {
            if (_next == _filled && !Fill()) throw Truncated();
            AddByte();
        }

        var value = (int)(_bits & ((1u << count) - 1));
        Drop(count);
        return value;
    }

    private void AddByte()
    {
        _bits |= (ulong)_input[_next++] << _bitCount;
        _bitCount += 8;
    }

    private void Drop(int count)
    {
        _bits >>= count;
        _bitCount -= count;
    }

    // Whether there are bytes in the input.
    private bool Fill()
    {
        if (_next < _filled) return true;
        (_next, _filled) = (0, source.Read(_input, 0, _input.Length));
        return _filled > 0;
    }

    private static InvalidDataException Damaged(string what) => new($"The compressed data are damaged: {what}.");

    private static InvalidDataException Truncated() => new("The compressed data end early: the file is incomplete.");
}
