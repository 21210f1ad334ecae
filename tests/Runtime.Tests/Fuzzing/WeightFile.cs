using System.Buffers.Binary;
using System.Text;
using NetGen.Serialization;

namespace NetGen.Tests.Fuzzing;

/// <summary>A safetensors file taken apart, so that changes can be made to what it says and not only to its bytes.</summary>
internal sealed class WeightFile
{
    private static readonly string[] s_types = ["F32", "F16", "BF16", "F64", "I64", "I32", "I16", "I8", "U8", "BOOL", "U64", "F8_E4M3", "f32", ""];
    private static readonly string[] s_numbers =
        ["0", "1", "2", "3", "4", "8", "16", "-1", "1.0", "1e1", "4294967296", "4294967297", "2147483647", "2147483648", "4611686018427387904", "9223372036854775807", "9223372036854775808", "18446744073709551616", "null", "\"1\"", "[]", "01"];

    private static readonly string[] s_pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", " ", "\n", "\0", "//", "\uFEFF", "\"dtype\":\"F32\",", "\"__metadata__\":{},", "\"x\":{},"];

    private readonly List<Entry> _entries = [];
    private readonly List<byte> _data;
    private readonly List<(string Key, string Value)> _metadata = [("format", "\"pt\"")];

    public WeightFile(byte[] file)
    {
        var read = SafetensorsFile.Read(file);
        _data = [.. file[(8 + (int)BinaryPrimitives.ReadInt64LittleEndian(file))..]];
        foreach (var (name, entry) in read.Entries)
            _entries.Add(new Entry(name, entry.Type.ToString(), [.. entry.Shape.Select(e => $"{e}")], [$"{entry.Start}", $"{entry.End}"]));
    }

    public byte[] Changed(Random random)
    {
        // A third of the files are changed as bytes alone, most of the others in what they say.
        var kind = random.Next(6);
        if (kind < 2) return Bytes.Changed(ToBytes(Header(), 0), random);
        for (var changes = random.Next(1, 4); changes > 0; changes--) Change(random);
        var header = Header();
        if (kind == 2) header = TextChanged(header, random);
        var wrong = kind == 3 ? new[] { 1, -1, 8, 1L << 31, 1L << 32, long.MaxValue, long.MinValue, 100_000_001 }[random.Next(8)] : 0;
        return ToBytes(header, wrong);
    }

    private void Change(Random random)
    {
        if (_entries.Count == 0) return;
        var i = random.Next(_entries.Count);
        var entry = _entries[i];
        switch (random.Next(15))
        {
            case 0:
                _entries[i] = entry with { Type = s_types[random.Next(s_types.Length)] };
                break;
            case 1:
                Set(entry.Shape, random);
                break;
            case 2:
                Set(entry.Offsets, random);
                break;
            case 3:
                _entries[i] = entry with { Name = _entries[random.Next(_entries.Count)].Name };
                break;
            case 4:
                _entries[i] = entry with { Name = new[] { "", "__metadata__", "bn.num_batches_tracked", "x", "dense1.weight", entry.Name + "\\u0000", "\\ud800", "ä" }[random.Next(8)] };
                break;
            case 5:
                _entries.RemoveAt(i);
                break;
            case 6:
                _entries.Add(entry with { });
                break;
            case 7:
                (_entries[i], _entries[0]) = (_entries[0], entry);
                break;
            case 8:
                var other = _entries[random.Next(_entries.Count)];
                (entry.Offsets[0], entry.Offsets[^1], other.Offsets[0], other.Offsets[^1]) = (other.Offsets[0], other.Offsets[^1], entry.Offsets[0], entry.Offsets[^1]);
                break;
            case 9:
                AddTensor(random);
                break;
            case 10:
                Halve(i, random);
                break;
            case 11:
                _metadata.Add((new[] { "format", "a", "" }[random.Next(3)], new[] { "\"pt\"", "1", "null", "{}", "\"\\ud800\"" }[random.Next(5)]));
                break;
            case 12 when _data.Count > 0:
                _data[random.Next(_data.Count)] ^= (byte)(1 << random.Next(8));
                break;
            case 13:
                _data.RemoveRange(random.Next(_data.Count + 1) is var cut && cut < _data.Count ? cut : _data.Count, 0);
                if (random.Next(2) == 0) _data.Add(0);
                else if (_data.Count > 0) _data.RemoveAt(_data.Count - 1);
                break;
            default:
                entry.Shape.Add(new[] { "1", "0", "2" }[random.Next(3)]);
                break;
        }
    }

    // One more tensor with data of its own: a counter, which is ignored, or something unknown.
    private void AddTensor(Random random)
    {
        var (name, type, bytes) = new[] { ("n.num_batches_tracked", "I64", 8), ("n.num_batches_tracked", "F32", 4), ("extra", "U8", 1), ("empty.num_batches_tracked", "F32", 0) }[random.Next(4)];
        _entries.Add(new Entry(name, type, bytes == 0 ? ["0"] : [], [$"{_data.Count}", $"{_data.Count + bytes}"]));
        _data.AddRange(new byte[bytes]);
    }

    // A tensor in half precision behind the others, and nothing where it was: only the last one leaves no gap.
    private void Halve(int i, Random random)
    {
        var entry = _entries[i];
        if (entry.Type != "F32" || !int.TryParse(entry.Offsets[0], out var start) || !int.TryParse(entry.Offsets[^1], out var end) || end != _data.Count || start < 0 || start > end) return;
        _data.RemoveRange(start + ((end - start) / 2), (end - start) - ((end - start) / 2));
        _entries[i] = entry with { Type = random.Next(2) == 0 ? "F16" : "BF16", Offsets = [$"{start}", $"{_data.Count}"] };
    }

    private static void Set(List<string> numbers, Random random)
    {
        var number = s_numbers[random.Next(s_numbers.Length)];
        if (numbers.Count == 0 || random.Next(8) == 0) numbers.Add(number);
        else if (random.Next(8) == 0) numbers.RemoveAt(random.Next(numbers.Count));
        else numbers[random.Next(numbers.Count)] = number;
    }

    private static string TextChanged(string header, Random random)
    {
        for (var changes = random.Next(1, 3); changes > 0 && header.Length > 0; changes--)
        {
            var at = random.Next(header.Length);
            var piece = s_pieces[random.Next(s_pieces.Length)];
            header = random.Next(3) switch
            {
                0 => header.Insert(at, piece),
                1 => header.Remove(at, Math.Min(header.Length - at, random.Next(1, 6))),
                _ => header[..at] + piece + header[Math.Min(header.Length, at + piece.Length)..],
            };
        }

        return header;
    }

    private string Header()
    {
        var text = new StringBuilder("{\"__metadata__\":{").AppendJoin(',', _metadata.Select(m => $"\"{m.Key}\":{m.Value}")).Append('}');
        foreach (var entry in _entries)
            text.Append($",\"{entry.Name}\":{{\"dtype\":\"{entry.Type}\",\"shape\":[{string.Join(',', entry.Shape)}],\"data_offsets\":[{string.Join(',', entry.Offsets)}]}}");
        return text.Append('}').ToString();
    }

    private byte[] ToBytes(string header, long wrongLength)
    {
        var json = Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + _data.Count];
        BinaryPrimitives.WriteInt64LittleEndian(file, wrongLength is 1 or -1 or 8 ? json.Length + wrongLength : wrongLength == 0 ? json.Length : wrongLength);
        json.CopyTo(file, 8);
        _data.CopyTo(file, 8 + json.Length);
        return file;
    }

    private sealed record Entry(string Name, string Type, List<string> Shape, List<string> Offsets)
    {
        private Entry(Entry other)
        {
            (Name, Type, Shape, Offsets) = (other.Name, other.Type, [.. other.Shape], [.. other.Offsets]);
        }
    }
}
