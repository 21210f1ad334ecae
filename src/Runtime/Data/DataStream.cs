namespace NetGen.Data;

/// <summary>Opens data files, compressed or not, and reads them without trusting what they say about their size.</summary>
internal static class DataStream
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Opens a file; a gzip file is known by its first bytes, not by its name.</summary>
    public static Stream Open(string path)
    {
        var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        try
        {
            return Decompressed(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>The stream itself, or its decompressed content.</summary>
    public static Stream Decompressed(Stream stream)
    {
        // What was opened here is decompressed already; what it holds may look compressed again.
        if (stream is GzipReader or ConcatenatedStream) return stream;
        if (stream.CanSeek)
        {
            var start = stream.Position;
            var (one, two) = (stream.ReadByte(), stream.ReadByte());
            stream.Position = start;
            return IsGzip(one, two) ? new GzipReader(stream) : stream;
        }

        // A pipe cannot go back: what was read is put before the rest.
        var first = stream.ReadByte();
        var second = first < 0 ? -1 : stream.ReadByte();
        byte[] head = first < 0 ? [] : second < 0 ? [(byte)first] : [(byte)first, (byte)second];
        var whole = new ConcatenatedStream(new MemoryStream(head), stream);
        return IsGzip(first, second) ? new GzipReader(whole) : whole;
    }

    /// <summary>Reads exactly <paramref name="length"/> bytes. Memory grows with what really arrives, so a false length costs nothing.</summary>
    /// <exception cref="InvalidDataException">The stream ends early, or the length is beyond the largest array.</exception>
    public static byte[] ReadExactly(Stream stream, long length, string what)
    {
        if (length > Array.MaxLength)
            throw new InvalidDataException($"{what} would have {length} bytes, more than the {Array.MaxLength} one array can hold.");
        var bytes = new byte[Math.Min(length, FirstChunk)];
        var filled = 0;
        while (filled < length)
        {
            if (filled == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(length, 2L * bytes.Length));
            var read = stream.Read(bytes, filled, bytes.Length - filled);
            if (read == 0) throw new InvalidDataException($"{what} should have {length} bytes, but the file ends after {filled}.");
            filled += read;
        }

        return bytes;
    }

    /// <summary>Checks that nothing follows; of compressed data, that they are complete.</summary>
    /// <exception cref="InvalidDataException">Something follows.</exception>
    public static void ExpectEnd(Stream stream, string what)
    {
        if (stream.ReadByte() >= 0) throw new InvalidDataException($"More bytes follow {what} than its header announces.");
    }

    /// <summary>Reads compressed data to their end, where their checksum is; what follows in plain data is nobody's concern.</summary>
    /// <exception cref="InvalidDataException">The compressed data are damaged or incomplete.</exception>
    public static void CheckCompressed(Stream stream)
    {
        if (stream is not GzipReader) return;
        var rest = new byte[1 << 14];
        while (stream.Read(rest, 0, rest.Length) > 0) continue;
    }

    private static bool IsGzip(int first, int second) => first == 0x1F && second == 0x8B;
}
