namespace NetGen.Data;

/// <summary>
/// The content of a gzip file (RFC 1952) of one or more members. The checksum and the length of each member are compared, so that neither a damaged nor
/// an incomplete file passes for a shorter one; zero bytes may follow the last member, as tapes leave them.
/// </summary>
internal sealed class GzipReader(Stream source) : Stream
{
    private const int Deflate = 8;
    private const int HasChecksum = 2, HasExtra = 4, HasName = 8, HasComment = 16, Reserved = 0xE0;
    private readonly Inflater _inflater = new(source);
    private bool _isInside, _isAtEnd;
    private long _members;
    private uint _crc, _length;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_isAtEnd)
        {
            if (!_isInside && !BeginMember()) break;
            var count = _inflater.Read(buffer);
            if (count > 0)
            {
                _crc = Crc32.Append(_crc, buffer[..count]);
                _length += (uint)count;
                return count;
            }

            EndMember();
        }

        return 0;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) source.Dispose();
        base.Dispose(disposing);
    }

    // False at the end of the file.
    private bool BeginMember()
    {
        var first = _inflater.ReadByteBehind();
        if (_members > 0)
        {
            var padded = first == 0;
            while (first == 0) first = _inflater.ReadByteBehind();
            _isAtEnd = first < 0;
            if (_isAtEnd) return false;
            if (padded || first != 0x1F) throw new InvalidDataException("Something follows the compressed data that is no compressed data.");
        }

        if (first != 0x1F || Next() != 0x8B || Next() != Deflate) throw new InvalidDataException("The compressed data do not begin as gzip data do.");
        var flags = Next();
        if ((flags & Reserved) != 0) throw new InvalidDataException($"The header of the compressed data has unknown flags (0x{flags:X2}).");
        for (var i = 0; i < 6; i++) Next();
        if ((flags & HasExtra) != 0)
            for (var length = Next() | (Next() << 8); length > 0; length--) Next();
        if ((flags & HasName) != 0) while (Next() != 0) continue;
        if ((flags & HasComment) != 0) while (Next() != 0) continue;
        if ((flags & HasChecksum) != 0) _ = Next() | Next();
        (_isInside, _crc, _length) = (true, 0, 0);
        _members++;
        _inflater.Begin();
        return true;
    }

    private void EndMember()
    {
        var crc = Number();
        var length = Number();
        if (crc != _crc || length != _length)
            throw new InvalidDataException($"The compressed data are damaged: their checksum or length is another (0x{crc:X8}, {length}) than that of their content (0x{_crc:X8}, {_length}).");
        _isInside = false;
    }

    private uint Number() => (uint)(Next() | (Next() << 8) | (Next() << 16) | (Next() << 24));

    private int Next()
    {
        var value = _inflater.ReadByteBehind();
        return value >= 0 ? value : throw new InvalidDataException("The compressed data end early: the file is incomplete.");
    }
}
