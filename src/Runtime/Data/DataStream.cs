using System.IO.Compression;

namespace NetGen.Data;

/// <summary>Opens data files, compressed or not, and reads them without trusting what they say about their size.</summary>
internal static class DataStream
{
    private const int FirstChunk = 1 << 20;

    /// <summary>Opens a file; a gzip file is known by its first two bytes, not by its name.</summary>
    public static Stream Open(string path) => Decompressed(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));

    /// <summary>The stream itself, or its decompressed content. A stream that cannot seek is taken as it is.</summary>
    public static Stream Decompressed(Stream stream)
    {
        if (!stream.CanSeek) return stream;
        var start = stream.Position;
        var (first, second) = (stream.ReadByte(), stream.ReadByte());
        stream.Position = start;
        return first == 0x1F && second == 0x8B ? new GZipStream(stream, CompressionMode.Decompress) : stream;
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

    /// <summary>Checks that nothing follows.</summary>
    /// <exception cref="InvalidDataException">Something follows.</exception>
    public static void ExpectEnd(Stream stream, string what)
    {
        if (stream.ReadByte() >= 0) throw new InvalidDataException($"More bytes follow {what} than its header announces.");
    }
}
