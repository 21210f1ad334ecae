using System.Buffers.Binary;
using System.Globalization;
using System.Text.Json;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>One reference case: a safetensors file with its attributes. Values are widened to double.</summary>
public sealed class GoldenFile
{
    private readonly Dictionary<string, double> _float32Errors = [];

    private GoldenFile(string path)
    {
        Name = Path.GetFileNameWithoutExtension(path);
        var bytes = File.ReadAllBytes(path);
        var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(8, length));
        foreach (var entry in header.RootElement.EnumerateObject())
        {
            if (entry.NameEquals("__metadata__")) ReadMetadata(entry.Value);
            else Tensors[entry.Name] = ReadTensor(entry.Value, bytes.AsSpan(8 + length));
        }
    }

    public string Name { get; }

    public Dictionary<string, double[]> Tensors { get; } = [];

    public Dictionary<string, JsonElement> Attributes { get; private set; } = [];

    /// <summary>The folder of the reference cases, or null if it is not on this machine.</summary>
    public static string? Folder
    {
        get
        {
            var root = Environment.GetEnvironmentVariable("NETGEN_REFERENCE_DATA");
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
                if (File.Exists(Path.Combine(folder.FullName, "NetGen.sln"))) root = Path.Combine(folder.FullName, "..", "shared", "reference");
            var goldens = Path.Combine(root ?? ".", "goldens");
            return File.Exists(Path.Combine(goldens, "index.tsv")) ? goldens : null;
        }
    }

    /// <summary>
    /// The names of the files whose operation satisfies a condition; one row with an empty name when there are none, so that the test can say so.
    /// </summary>
    public static IEnumerable<string> Names(Func<string, bool> operation)
    {
        if (Folder is not { } folder) return [""];
        var rows = File.ReadLines(Path.Combine(folder, "index.tsv")).Skip(1).Select(line => line.Split('\t'));
        return rows.Where(cells => operation(cells[1])).Select(cells => cells[0]).DefaultIfEmpty("");
    }

    public static GoldenFile OpenOrSkip(string name)
    {
        Assert.SkipWhen(Folder is null, "The reference data are not here; NETGEN_REFERENCE_DATA names their folder.");
        Assert.SkipWhen(name.Length == 0, "The reference data hold no case of this kind.");
        return new GoldenFile(Path.Combine(Folder!, name));
    }

    public bool Has(string attribute) => Attributes.ContainsKey(attribute);

    public double Number(string attribute, double otherwise) => Attributes.TryGetValue(attribute, out var value)
        ? value.ValueKind == JsonValueKind.String
            ? value.GetString() == "inf" ? double.PositiveInfinity : double.Parse(value.GetString()!, CultureInfo.InvariantCulture)
            : value.GetDouble()
        : otherwise;

    public bool Flag(string attribute) => Attributes.TryGetValue(attribute, out var value) && value.GetBoolean();

    public int Integer(string attribute) => Attributes[attribute].GetInt32();

    /// <summary>|a − b| ≤ 20 · (float32 error of the reference) + 2e-6 · max|b| + 1e-7.</summary>
    public void AssertClose(string tensor, ReadOnlySpan<float> actual)
        => AssertWithin(tensor, actual, (20 * _float32Errors.GetValueOrDefault(tensor)) + (2e-6 * Tensors[tensor].Max(Math.Abs)) + 1e-7, 0);

    /// <summary>|a − b| ≤ absolute + relative · |b|.</summary>
    public void AssertWithin(string tensor, ReadOnlySpan<float> actual, double absolute, double relative)
    {
        var expected = Tensors[tensor];
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            var tolerance = absolute + (relative * Math.Abs(expected[i]));
            var difference = Math.Abs(actual[i] - expected[i]);
            Assert.True(
                difference <= tolerance,
                $"{Name} {tensor}[{i}]: expected {expected[i]:G9}, got {actual[i]:G9}, difference {difference:G3} above {tolerance:G3}");
        }
    }

    private void ReadMetadata(JsonElement metadata)
    {
        Attributes = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(metadata.GetProperty("attrs").GetString()!)!;
        if (!metadata.TryGetProperty("f32_err", out var text)) return;
        foreach (var (name, error) in JsonSerializer.Deserialize<Dictionary<string, double>>(text.GetString()!)!) _float32Errors[name] = error;
    }

    private static double[] ReadTensor(JsonElement entry, ReadOnlySpan<byte> data)
    {
        var offsets = entry.GetProperty("data_offsets");
        var bytes = data[offsets[0].GetInt32()..offsets[1].GetInt32()];
        var isDouble = entry.GetProperty("dtype").GetString() switch
        {
            "F64" => true,
            "F32" => false,
            var other => throw new InvalidDataException($"The cases of this project hold F32 and F64, not {other}."),
        };
        var values = new double[bytes.Length / (isDouble ? 8 : 4)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = isDouble
                ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * i)..])
                : BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        }

        return values;
    }
}
