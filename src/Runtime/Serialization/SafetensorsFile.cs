using System.Buffers.Binary;

namespace NetGen.Serialization;

/// <summary>The tensors of a safetensors file, whatever they are for: names, types, shapes, bytes.</summary>
/// <remarks>
/// The format: the length of the header as a little-endian 64-bit integer, a JSON header, the data. A file is accepted only if every byte of the
/// data belongs to exactly one tensor; the header may take 100 MB, as in the format's own library.
/// </remarks>
public sealed class SafetensorsFile
{
    internal const int LengthBytes = 8;
    private const int MaxHeaderBytes = 100_000_000;
    private readonly ReadOnlyMemory<byte> _data;
    private readonly Dictionary<string, TensorEntry> _entries;

    private SafetensorsFile(ReadOnlyMemory<byte> data, Dictionary<string, TensorEntry> entries, Dictionary<string, string> metadata)
    {
        _data = data;
        _entries = entries;
        Metadata = metadata;
    }

    /// <summary>The entries by name.</summary>
    public IReadOnlyDictionary<string, TensorEntry> Entries => _entries;

    /// <summary>The header's free-form texts, <c>__metadata__</c>.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="SafetensorsException">The file is not a well-formed safetensors file.</exception>
    public static SafetensorsFile Read(string path) => Read(AllBytes.Of(path));

    /// <summary>Reads a stream from its position to its end.</summary>
    /// <exception cref="SafetensorsException">The stream is not a well-formed safetensors file.</exception>
    public static SafetensorsFile Read(Stream stream) => Read(AllBytes.Of(stream));

    /// <summary>Reads a file that is in memory already; the bytes are kept, not copied.</summary>
    /// <exception cref="SafetensorsException">The bytes are not a well-formed safetensors file.</exception>
    public static SafetensorsFile Read(ReadOnlyMemory<byte> bytes)
    {
        var (entries, metadata, dataStart) = ReadHeader(bytes.Span);
        return new SafetensorsFile(bytes[dataStart..], entries, metadata);
    }

    /// <summary>The bytes of a tensor, little-endian and in row-major order.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    public ReadOnlySpan<byte> Bytes(string name)
    {
        var entry = Entry(name);
        return _data.Span[(int)entry.Start..(int)entry.End];
    }

    /// <summary>The elements of a tensor of a floating-point type, widened or narrowed to single precision.</summary>
    /// <exception cref="InvalidOperationException">The type is not F32, F16, BF16 or F64.</exception>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    public float[] Singles(string name)
    {
        var entry = Entry(name);
        if (entry.Type == TensorType.F64) return Array.ConvertAll(Doubles(name), value => (float)value);
        if (!FloatDecoder.Decodes(entry.Type)) throw new InvalidOperationException($"{name} is {entry}, which is not a floating-point tensor.");
        var values = new float[entry.ElementCount];
        FloatDecoder.Decode(Bytes(name), entry.Type, values);
        return values;
    }

    /// <summary>The elements of a tensor of any type as double-precision numbers; exact but for 64-bit integers beyond 2^53.</summary>
    /// <exception cref="KeyNotFoundException">There is no tensor of this name.</exception>
    public double[] Doubles(string name)
    {
        var entry = Entry(name);
        var bytes = Bytes(name);
        var size = entry.Type.Size();
        var values = new double[entry.ElementCount];
        for (var i = 0; i < values.Length; i++) values[i] = Element(bytes.Slice(i * size, size), entry.Type);
        return values;
    }

    /// <summary>The part of reading that needs no copy of the bytes: the checked header.</summary>
    internal static (Dictionary<string, TensorEntry> Entries, Dictionary<string, string> Metadata, int DataStart) ReadHeader(ReadOnlySpan<byte> file)
    {
        var problems = new List<string>();
        if (file.Length < LengthBytes) throw Broken($"it has {file.Length} bytes, but the length of the header alone takes {LengthBytes}");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(file);
        if (headerLength > MaxHeaderBytes) throw Broken($"it claims a header of {headerLength} bytes; {MaxHeaderBytes} are allowed");
        if (headerLength > (ulong)(file.Length - LengthBytes)) throw Broken($"it claims a header of {headerLength} bytes, but {file.Length - LengthBytes} follow");
        var dataStart = LengthBytes + (int)headerLength;
        var (entries, metadata) = HeaderReader.Read(file[LengthBytes..dataStart], file.Length - dataStart, problems);
        if (problems.Count > 0) throw new SafetensorsException("The safetensors file is broken", problems);
        return (entries, metadata, dataStart);
    }

    private static SafetensorsException Broken(string problem) => new("The safetensors file is broken", [problem]);

    private TensorEntry Entry(string name) => _entries.TryGetValue(name, out var entry)
        ? entry
        : throw new KeyNotFoundException($"The file holds no tensor '{name}', but: {string.Join(", ", _entries.Keys.Order(StringComparer.Ordinal).Take(20))}.");

    private static double Element(ReadOnlySpan<byte> bytes, TensorType type) => type switch
    {
        TensorType.BOOL or TensorType.U8 => bytes[0],
        TensorType.I8 => (sbyte)bytes[0],
        TensorType.I16 => BinaryPrimitives.ReadInt16LittleEndian(bytes),
        TensorType.U16 => BinaryPrimitives.ReadUInt16LittleEndian(bytes),
        TensorType.F16 => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        TensorType.BF16 => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        TensorType.I32 => BinaryPrimitives.ReadInt32LittleEndian(bytes),
        TensorType.U32 => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        TensorType.F32 => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        TensorType.F64 => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        TensorType.I64 => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(bytes),
    };
}
