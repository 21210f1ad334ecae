namespace NetGen.Serialization;

/// <summary>Reads a source to its end before anything is made of it: a file that fails half-way has changed nothing.</summary>
internal static class AllBytes
{
    public static byte[] Of(string path)
    {
        // No stream here and no range of an array below: they would bring the console's input and the type loader into native programs.
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (IOException) when (new FileInfo(path).Length > Array.MaxLength)
        {
            throw TooLarge();
        }
    }

    public static byte[] Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);

        // A seekable stream tells its real length; any other is read in growing pieces.
        var expected = stream.CanSeek ? Math.Max(0, stream.Length - stream.Position) : 1 << 16;
        RequireArray(expected);
        var bytes = GC.AllocateUninitializedArray<byte>((int)expected);
        var count = 0;
        while (true)
        {
            var read = stream.Read(bytes, count, bytes.Length - count);
            count += read;
            if (count < bytes.Length)
            {
                if (read > 0) continue;
                Array.Resize(ref bytes, count);
                return bytes;
            }

            var next = stream.ReadByte();
            if (next < 0) return bytes;
            RequireArray(bytes.Length + 1L);
            Array.Resize(ref bytes, (int)Math.Clamp(2L * bytes.Length, 1 << 16, Array.MaxLength));
            bytes[count++] = (byte)next;
        }
    }

    private static void RequireArray(long length)
    {
        if (length > Array.MaxLength) throw TooLarge();
    }

    private static SafetensorsException TooLarge() => new("The safetensors file is too large", [$"files of at most {Array.MaxLength} bytes are read"]);
}
