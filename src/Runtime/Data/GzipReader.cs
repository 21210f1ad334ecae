using System.IO.Compression;

namespace NetGen.Data;

/// <summary>
/// The content of a gzip file (RFC 1952) of one or more members. <see cref="GZipStream"/> compares the checksum of every member whose end it sees, but takes a
/// file that ends inside of a member for a shorter one. So one more member is put behind the file: its content comes out at the end, and is taken off, only if
/// everything in front of it was complete.
/// </summary>
internal sealed class GzipReader(Stream source) : ForwardStream
{
    /// <summary>
    /// Bytes that are held back until the end is seen. Taken for the rest of an incomplete member, the one behind the file gives less: a match has at most 258
    /// bytes, and its codes two bits at least. So no byte comes out that was not in the file.
    /// </summary>
    private const int HeldBack = 1 << 16;

    private static readonly byte[] s_mark = "behind the whole"u8.ToArray();
    private static readonly byte[] s_markMember = Compress(s_mark);

    private readonly GZipStream _content = new(new ConcatenatedStream(source, new MemoryStream(s_markMember)), CompressionMode.Decompress);

    private readonly byte[] _held = new byte[2 * HeldBack];
    private int _start, _end;
    private bool _isAtEnd;

    /// <exception cref="InvalidDataException">The data are damaged or incomplete, or something follows them.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        if (count == 0) return 0;
        while (!_isAtEnd && _end - _start <= HeldBack) Fill();
        var taken = Math.Min(count, _isAtEnd ? _end - _start : _end - _start - HeldBack);
        _held.AsSpan(_start, taken).CopyTo(buffer.AsSpan(offset));
        _start += taken;
        return taken;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _content.Dispose();
        base.Dispose(disposing);
    }

    private void Fill()
    {
        _held.AsSpan(_start.._end).CopyTo(_held);
        (_start, _end) = (0, _end - _start);
        var read = 0;
        try
        {
            read = _content.Read(_held, _end, _held.Length - _end);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException("The compressed data are damaged or incomplete: they are no gzip data to their end, or a checksum is that of another content.", e);
        }

        _end += read;
        if (read > 0) return;
        _isAtEnd = true;
        if (!_held.AsSpan(0, _end).EndsWith(s_mark))
            throw new InvalidDataException("The compressed data are incomplete, or something follows them that is no compressed data.");
        _end -= s_mark.Length;
    }

    private static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Optimal)) gzip.Write(content);
        return stream.ToArray();
    }
}
