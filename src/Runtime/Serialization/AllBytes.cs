using Microsoft.Win32.SafeHandles;

namespace NetGen.Serialization;

/// <summary>Reads a source to its end before anything is made of it: a file that fails half-way has changed nothing.</summary>
internal static class AllBytes
{
    private const int PieceLength = 1 << 16;

    private delegate int Reader(Span<byte> bytes);

    public static byte[] Of(string path)
    {
        // A handle, not a stream, and below no range of an array: either would bring a native program much that it does not need.
        using var file = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var position = 0L;
        return Of(Length(file), bytes =>
        {
            var read = RandomAccess.Read(file, bytes, position);
            position += read;
            return read;
        });
    }

    public static byte[] Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return Of(stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : PieceLength, stream.Read);
    }

    // The length is where the end is expected; a source that goes on behind it is read in growing pieces.
    private static byte[] Of(long expected, Reader read)
    {
        RequireArray(expected);
        var bytes = GC.AllocateUninitializedArray<byte>((int)expected);
        var count = 0;
        Span<byte> next = stackalloc byte[1];
        while (true)
        {
            var got = read(bytes.AsSpan(count));
            count += got;
            if (count < bytes.Length)
            {
                if (got != 0) continue;
                Array.Resize(ref bytes, count);
                return bytes;
            }

            if (read(next) == 0) return bytes;
            RequireArray(bytes.Length + 1L);
            Array.Resize(ref bytes, (int)Math.Clamp(2L * bytes.Length, PieceLength, Array.MaxLength));
            bytes[count++] = next[0];
        }
    }

    // A pipe has no length.
    private static long Length(SafeFileHandle file)
    {
        try
        {
            return RandomAccess.GetLength(file);
        }
        catch (NotSupportedException)
        {
            return PieceLength;
        }
    }

    private static void RequireArray(long length)
    {
        if (length > Array.MaxLength) throw new SafetensorsException("The safetensors file is too large", [$"files of at most {Array.MaxLength} bytes are read"]);
    }
}
