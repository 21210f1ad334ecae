using System.Text.Json;

namespace NetGen.Serialization;

/// <summary>
/// In: the JSON header of a safetensors file and the number of bytes behind it. Out: its entries and metadata, or a list of everything that is wrong.
/// Nothing in the header is believed: sizes are compared with the bytes that are there before anything is allocated for them.
/// </summary>
internal ref struct HeaderReader
{
    private const string MetadataName = "__metadata__";

    // The root, an entry, its shape: nothing nests deeper.
    private const int MaxDepth = 3;
    private readonly long _dataLength;
    private readonly List<string> _problems;
    private Utf8JsonReader _json;

    private HeaderReader(ReadOnlySpan<byte> json, long dataLength, List<string> problems)
    {
        _json = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        _dataLength = dataLength;
        _problems = problems;
    }

    public Dictionary<string, TensorEntry> Entries { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Metadata { get; } = new(StringComparer.Ordinal);

    public static (Dictionary<string, TensorEntry> Entries, Dictionary<string, string> Metadata) Read(ReadOnlySpan<byte> json, long dataLength, List<string> problems)
    {
        var reader = new HeaderReader(json, dataLength, problems);
        try
        {
            reader.ReadRoot();
        }
        catch (Exception malformed) when (malformed is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: a string that is no valid UTF-8 or escapes half a surrogate pair.
            problems.Add($"the header is not valid JSON ({OneLine(malformed.Message)})");
        }

        if (problems.Count == 0) reader.CheckCoverage();
        return (reader.Entries, reader.Metadata);
    }

    /// <summary>A name from a file, fit for a message: short and without control characters.</summary>
    public static string Shown(string name)
    {
        var shown = name.Length <= 100 ? name : string.Concat(name.AsSpan(0, 100), "…");
        return OneLine(shown);
    }

    private static string OneLine(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var i = 0; i < span.Length; i++) span[i] = char.IsControl(source[i]) ? '?' : source[i];
    });

    private void ReadRoot()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject) throw new JsonException("it must be an object");
        var names = new HashSet<string>(StringComparer.Ordinal);
        while (NextProperty() is { } name)
        {
            if (!names.Add(name)) throw new JsonException($"'{Shown(name)}' occurs twice");
            if (name == MetadataName) ReadMetadata();
            else ReadEntry(name);
        }

        if (_json.Read()) throw new JsonException("something follows the object");
    }

    // The next property's name, its value read; null at the end of the object.
    private string? NextProperty()
    {
        Require(_json.Read());
        if (_json.TokenType == JsonTokenType.EndObject) return null;
        var name = _json.GetString()!;
        Require(_json.Read());
        return name;
    }

    private void ReadMetadata()
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw new JsonException($"'{MetadataName}' must be an object of strings");
        while (NextProperty() is { } key)
        {
            if (_json.TokenType != JsonTokenType.String) throw new JsonException($"'{MetadataName}' must be an object of strings");
            if (!Metadata.TryAdd(key, _json.GetString()!)) throw new JsonException($"'{MetadataName}' holds '{Shown(key)}' twice");
        }
    }

    private void ReadEntry(string name)
    {
        if (_json.TokenType != JsonTokenType.StartObject) throw new JsonException($"'{Shown(name)}' must be an object");
        var before = _problems.Count;
        TensorType? type = null;
        List<long>? shape = null, offsets = null;
        while (NextProperty() is { } property)
        {
            var repeated = property switch
            {
                "dtype" => type is not null,
                "shape" => shape is not null,
                "data_offsets" => offsets is not null,
                _ => throw new JsonException($"'{Shown(name)}' has an unknown property '{Shown(property)}'"),
            };
            if (repeated) throw new JsonException($"'{Shown(name)}' states {property} twice");
            if (property == "dtype") type = ReadType(name);
            else if (property == "shape") shape = ReadNumbers(name, property);
            else offsets = ReadNumbers(name, property);
        }

        if (_problems.Count != before) return;
        if (type is null || shape is null || offsets is null) _problems.Add($"{Shown(name)}: needs dtype, shape and data_offsets");
        else if (offsets.Count != 2) _problems.Add($"{Shown(name)}: data_offsets holds {offsets.Count} numbers, not 2");
        else AddEntry(new TensorEntry(name, type.Value, shape, offsets[0], offsets[1]));
    }

    private TensorType? ReadType(string name)
    {
        if (_json.TokenType != JsonTokenType.String) throw new JsonException($"the dtype of '{Shown(name)}' must be a string");
        var text = _json.GetString()!;
        var type = TensorTypes.Named(_json.ValueSpan);
        if (type is null) _problems.Add($"{Shown(name)}: unknown dtype '{Shown(text)}'");
        return type;
    }

    private List<long> ReadNumbers(string name, string property)
    {
        if (_json.TokenType != JsonTokenType.StartArray) throw new JsonException($"{property} of '{Shown(name)}' must be an array of numbers");
        var numbers = new List<long>();
        while (true)
        {
            Require(_json.Read());
            if (_json.TokenType == JsonTokenType.EndArray) return numbers;
            if (_json.TokenType != JsonTokenType.Number || !_json.TryGetInt64(out var number) || number < 0)
                throw new JsonException($"{property} of '{Shown(name)}' must hold integers from 0 to 2^63 - 1");
            numbers.Add(number);
        }
    }

    private void AddEntry(TensorEntry entry)
    {
        if (entry.End < entry.Start || entry.End > _dataLength)
            _problems.Add($"{Shown(entry.Name)}: data_offsets [{entry.Start}, {entry.End}] lie outside of the {_dataLength} bytes of data");
        else if (ByteCount(entry) != entry.End - entry.Start)
            _problems.Add($"{Shown(entry.Name)}: {entry} does not take the {entry.End - entry.Start} bytes of data_offsets [{entry.Start}, {entry.End}]");
        else
            Entries.Add(entry.Name, entry);
    }

    // Null when it does not fit 64 bits, which no range of a file can match.
    private static long? ByteCount(TensorEntry entry)
    {
        long count = entry.Type.Size();
        var fits = true;
        foreach (var extent in entry.Shape)
        {
            if (extent == 0) return 0;
            fits = fits && extent <= long.MaxValue / count;
            if (fits) count *= extent;
        }

        return fits ? count : null;
    }

    // Every byte of the data belongs to exactly one tensor.
    private readonly void CheckCoverage()
    {
        long position = 0;
        var entries = new List<TensorEntry>(Entries.Values);
        entries.Sort(Compare);
        foreach (var entry in entries)
        {
            if (entry.Start < position) _problems.Add($"{Shown(entry.Name)}: overlaps another tensor at byte {entry.Start}");
            if (entry.Start > position) _problems.Add($"{Shown(entry.Name)}: starts at byte {entry.Start}, but the data before it end at {position}");
            position = Math.Max(position, entry.End);
        }

        if (position != _dataLength) _problems.Add($"the tensors take {position} of {_dataLength} bytes of data");
    }

    // By place; of equal ones by name, so that messages do not depend on the sort.
    private static int Compare(TensorEntry a, TensorEntry b)
    {
        if (a.Start != b.Start) return a.Start.CompareTo(b.Start);
        return a.End != b.End ? a.End.CompareTo(b.End) : string.CompareOrdinal(a.Name, b.Name);
    }

    private static void Require(bool more)
    {
        if (!more) throw new JsonException("it ends too early");
    }
}
