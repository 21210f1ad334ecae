using System.Buffers.Binary;
using System.Text.Json;

namespace NetGen.Testing;

/// <summary>One golden case: a safetensors file with the operation, its attributes and its tensors.</summary>
public sealed class GoldenFile
{
    private readonly Dictionary<string, GoldenTensor> _tensors = new(StringComparer.Ordinal);

    private GoldenFile(string path)
    {
        Stem = Path.GetFileNameWithoutExtension(path);
        var bytes = File.ReadAllBytes(path);
        var headerLength = checked((int)BinaryPrimitives.ReadInt64LittleEndian(bytes));
        using var header = JsonDocument.Parse(bytes.AsMemory(8, headerLength));
        var metadata = header.RootElement.GetProperty("__metadata__");
        Operation = metadata.GetProperty("op").GetString()!;
        Attributes = new(JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(metadata.GetProperty("attrs").GetString()!)!);
        var errors = JsonSerializer.Deserialize<Dictionary<string, double>>(metadata.TryGetProperty("f32_err", out var text) ? text.GetString()! : "{}")!;
        foreach (var entry in header.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
            _tensors[entry.Name] = Read(entry, bytes.AsSpan(8 + headerLength), errors.GetValueOrDefault(entry.Name));
    }

    /// <summary>The file's name without its extension: <c>conv2d_03</c>.</summary>
    public string Stem { get; }

    /// <summary>The operation: <c>conv2d</c>.</summary>
    public string Operation { get; }

    /// <summary>The operation's attributes.</summary>
    public GoldenAttributes Attributes { get; }

    /// <summary>All tensors by name.</summary>
    public IReadOnlyDictionary<string, GoldenTensor> Tensors => _tensors;

    /// <summary>The tensor with this name.</summary>
    public GoldenTensor this[string name] => _tensors[name];

    /// <summary>Reads a file.</summary>
    public static GoldenFile Open(string path) => new(path);

    /// <summary>The tensors whose names start with <paramref name="prefix"/>, without it.</summary>
    public IEnumerable<(string Name, GoldenTensor Tensor)> Under(string prefix) =>
        _tensors.Where(t => t.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(t => (t.Key[prefix.Length..], t.Value)).OrderBy(t => t.Item1, StringComparer.Ordinal);

    private static GoldenTensor Read(JsonProperty entry, ReadOnlySpan<byte> data, double error)
    {
        var offsets = entry.Value.GetProperty("data_offsets");
        var bytes = data[offsets[0].GetInt32()..offsets[1].GetInt32()];
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(e => e.GetInt32())];
        var values = new double[shape.Aggregate(1, (product, extent) => product * extent)];
        var type = entry.Value.GetProperty("dtype").GetString();
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = type switch
            {
                "F64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..]),
                "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]),
                "I64" => BinaryPrimitives.ReadInt64LittleEndian(bytes[(8 * i)..]),
                "BOOL" => bytes[i],
                _ => throw new InvalidDataException($"{entry.Name} is of type {type}; F64, F32, I64 and BOOL are known."),
            };
        }

        return new(entry.Name, shape, values, error);
    }
}
