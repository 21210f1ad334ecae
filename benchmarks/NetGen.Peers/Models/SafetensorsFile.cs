using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace NetGen.Peers.Models;

/// <summary>
/// Reads and writes safetensors files: an 8-byte length, a JSON header of names, types, shapes and byte ranges, then the data. The
/// comparison has a reader of its own so that a fault in the product's cannot cancel itself out.
/// </summary>
internal static class SafetensorsFile
{
    private const int LengthBytes = 8;

    /// <summary>The tensors of floating-point numbers; others, such as PyTorch's counters of batches, take no part in a computation.</summary>
    /// <exception cref="InvalidDataException">The file is not well formed.</exception>
    public static Weights Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < LengthBytes) throw new InvalidDataException($"'{path}' has {bytes.Length} bytes; a safetensors file begins with 8.");
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (headerLength > (ulong)(bytes.Length - LengthBytes))
            throw new InvalidDataException($"'{path}' announces a header of {headerLength} bytes, more than the file holds.");
        var data = bytes.AsMemory(LengthBytes + (int)headerLength);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        using var header = JsonDocument.Parse(bytes.AsMemory(LengthBytes, (int)headerLength));
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.Name != "__metadata__" && ElementSize(entry.Value) > 0) tensors.Add(entry.Name, ReadTensor(entry, data.Span));
        }

        return new Weights(tensors);
    }

    /// <summary>Writes tensors of 32-bit floats.</summary>
    public static void Write(string path, IEnumerable<KeyValuePair<string, Tensor>> tensors)
    {
        var ordered = tensors.ToArray();
        using var header = new MemoryStream();
        using (var json = new Utf8JsonWriter(header))
        {
            json.WriteStartObject();
            var start = 0L;
            foreach (var (name, tensor) in ordered)
            {
                var end = start + ((long)tensor.Elements.Length * sizeof(float));
                json.WriteStartObject(name);
                json.WriteString("dtype", "F32");
                json.WriteStartArray("shape");
                foreach (var extent in tensor.Shape) json.WriteNumberValue(extent);
                json.WriteEndArray();
                json.WriteStartArray("data_offsets");
                json.WriteNumberValue(start);
                json.WriteNumberValue(end);
                json.WriteEndArray();
                json.WriteEndObject();
                start = end;
            }

            json.WriteEndObject();
        }

        // Spaces behind the header align the data to 8 bytes, as the format recommends.
        while (header.Length % LengthBytes != 0) header.WriteByte((byte)' ');
        using var file = File.Create(path);
        Span<byte> length = stackalloc byte[LengthBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        file.Write(length);
        file.Write(header.GetBuffer().AsSpan(0, (int)header.Length));
        foreach (var (_, tensor) in ordered) file.Write(MemoryMarshal.AsBytes(tensor.Elements.AsSpan()));
    }

    private static Tensor ReadTensor(JsonProperty entry, ReadOnlySpan<byte> data)
    {
        var type = entry.Value.GetProperty("dtype").GetString();
        var size = ElementSize(entry.Value);
        var shape = entry.Value.GetProperty("shape").EnumerateArray().Select(extent => extent.GetInt32()).ToArray();
        var offsets = entry.Value.GetProperty("data_offsets");
        var (start, end) = (offsets[0].GetInt64(), offsets[1].GetInt64());
        var count = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (start < 0 || end > data.Length || end - start != count * size)
            throw new InvalidDataException($"'{entry.Name}' of shape [{string.Join(", ", shape)}] cannot stand at bytes {start} to {end} of {data.Length}.");

        var source = data[(int)start..(int)end];
        var elements = new float[count];
        for (var i = 0; i < elements.Length; i++)
        {
            elements[i] = type switch
            {
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(source[(4 * i)..]),
                "F16" => (float)BinaryPrimitives.ReadHalfLittleEndian(source[(2 * i)..]),
                // bfloat16 is the upper half of a 32-bit float.
                _ => BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]) << 16),
            };
        }

        return new Tensor(shape, elements);
    }

    private static int ElementSize(JsonElement tensor) => tensor.GetProperty("dtype").GetString() switch
    {
        "F32" => 4,
        "F16" or "BF16" => 2,
        _ => 0,
    };
}
