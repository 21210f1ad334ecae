using System.Buffers.Binary;

namespace NetGen.Data;

/// <summary>Reads grey (PGM: P2, P5) and colour (PPM: P3, P6) images, as text or binary, with 8 or 16 bits, plain or gzip.</summary>
public static class NetpbmReader
{
    /// <summary>Reads the first image of a file.</summary>
    /// <exception cref="InvalidDataException">The file is malformed; nothing larger than its content was allocated.</exception>
    public static NetpbmImage Read(string path)
    {
        using var stream = DataStream.Open(path);
        try
        {
            return Read(stream);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <inheritdoc cref="Read(string)"/>
    public static NetpbmImage Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var whole = DataStream.Decompressed(stream);
        var source = new BufferedStream(whole);
        var (p, kind) = (source.ReadByte(), source.ReadByte());
        if (p != 'P' || kind is not ('2' or '3' or '5' or '6'))
            throw new InvalidDataException("A PGM or PPM image begins with P2, P3, P5 or P6.");
        var channels = kind is '3' or '6' ? 3 : 1;
        var width = Number(source, "the width", int.MaxValue);
        var height = Number(source, "the height", int.MaxValue);
        var largest = Number(source, "the largest value", 65535);
        if (width == 0 || height == 0 || largest == 0)
            throw new InvalidDataException($"The header gives {width} × {height} pixels up to {largest}; all must be positive.");
        if ((Int128)width * height * channels > Array.MaxLength / 4)
            throw new InvalidDataException($"{width} × {height} × {channels} values are more than one image can hold.");
        var count = width * height * channels;
        var values = kind is '2' or '3' ? Text(source, count, largest) : Binary(source, count, largest);
        DataStream.CheckCompressed(whole);
        var pixels = new float[count];
        for (var c = 0; c < channels; c++)
            for (var i = 0; i < width * height; i++) pixels[(c * width * height) + i] = values[(i * channels) + c] / (float)largest;
        return new NetpbmImage(channels, height, width, pixels);
    }

    // The list grows with what is really there, so a false header costs nothing.
    private static List<ushort> Text(Stream source, int count, int largest)
    {
        var values = new List<ushort>();
        while (values.Count < count) values.Add((ushort)Number(source, $"pixel value {values.Count}", largest));
        return values;
    }

    private static List<ushort> Binary(Stream source, int count, int largest)
    {
        var size = largest < 256 ? 1 : 2;
        var bytes = DataStream.ReadExactly(source, (long)count * size, "The image");
        var values = new List<ushort>(count);
        for (var i = 0; i < count; i++)
        {
            var value = size == 1 ? bytes[i] : BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2 * i));
            if (value > largest) throw new InvalidDataException($"Pixel value {i} is {value}, above the largest value {largest} of the header.");
            values.Add(value);
        }

        return values;
    }

    // A decimal number after white space and comments; the one character after it (white space, or a comment, which ends in some) is consumed.
    private static int Number(Stream source, string what, int largest)
    {
        var c = source.ReadByte();
        while (c == '#' || IsWhiteSpace(c))
        {
            if (c == '#') SkipComment(source);
            c = source.ReadByte();
        }

        if (c is < '0' or > '9')
            throw new InvalidDataException(c < 0 ? $"The file ends before {what}." : $"There is '{Shown(c)}' where {what} should be.");
        long value = 0;
        for (; c is >= '0' and <= '9'; c = source.ReadByte())
        {
            value = (value * 10) + (c - '0');
            if (value > largest) throw new InvalidDataException($"For {what} the file gives more than {largest}.");
        }

        if (c == '#') SkipComment(source);
        else if (c >= 0 && !IsWhiteSpace(c)) throw new InvalidDataException($"There is '{Shown(c)}' after {what}.");
        return (int)value;
    }

    // To the end of the line, which is white space like any other.
    private static void SkipComment(Stream source)
    {
        int c;
        do c = source.ReadByte();
        while (c >= 0 && c != '\n' && c != '\r');
    }

    private static bool IsWhiteSpace(int c) => c is ' ' or '\t' or '\r' or '\n' or '\v' or '\f';

    private static string Shown(int c) => c is >= ' ' and <= '~' ? ((char)c).ToString() : $"0x{c:X2}";
}
