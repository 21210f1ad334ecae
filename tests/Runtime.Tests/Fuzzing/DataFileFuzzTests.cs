using System.IO.Compression;
using System.Text;
using NetGen.Data;
using NetGen.Tests.Data;
using Xunit;

namespace NetGen.Tests.Fuzzing;

/// <summary>Changed tables and images are read as what they say, or refused as InvalidDataException; archives give their whole content or none.</summary>
public sealed class DataFileFuzzTests
{
    private static readonly byte[] s_table = Encoding.UTF8.GetBytes("x,z,\"w \"\"q\"\"\",class\r\n1,red,5.5,cat\n-2e3,blue,?,dog\n3.25,\"a, b\nc\",0.125,eel\n,red,7,cat\n");
    private static readonly byte[] s_idx = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 2, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255, 1, 2, 3, 4, 5, 6];
    private static readonly byte[] s_doubles = [0, 0, 14, 1, 0, 0, 0, 2, 0x40, 9, 0x21, 0xFB, 0x54, 0x44, 0x2D, 0x18, 0x7F, 0xF8, 0, 0, 0, 0, 0, 0];
    private static readonly byte[][] s_images = [[.. "P5\n# c\n3 2\n255\n"u8, 0, 50, 100, 150, 200, 250], [.. "P2\n3 2 10\n0 5 10\n10 5 0\n"u8], [.. "P6 2 1 255\n"u8, 255, 0, 51, 0, 255, 102], [.. "P3 2 1 65535 255 0 51 0 255 102"u8], [.. "P5 2 1 65535\n"u8, 255, 255, 1, 0]];

    private static int Count => Fuzz.Number("NETGEN_FUZZ_DATA", 3_000) / 6;

    [Fact]
    public void Changed_tables() => Fuzz.Run("csv", 2 * Count, random => Bytes.Changed(s_table, random), ReadsTable);

    [Fact]
    public void Changed_idx_files() => Fuzz.Run("idx", Count, random => Bytes.Changed(random.Next(2) == 0 ? s_idx : s_doubles, random), ReadsIdx);

    [Fact]
    public void Changed_images() => Fuzz.Run("netpbm", Count, random => Bytes.Changed(s_images[random.Next(s_images.Length)], random), ReadsImage);

    [Fact]
    public void Changed_cifar_files()
    {
        using var folder = new TemporaryFolder();
        var records = new byte[2 * 3073];
        new Random(1).NextBytes(records);
        (records[0], records[3073]) = (3, 9);
        Fuzz.Run("cifar", Count / 2, random => Bytes.Changed(records, random), file =>
        {
            if (!Accepts(() => CifarReader.Read(folder.Write("file", file)), out var data)) return false;
            Require(file.Length == data.Count * 3073 && data.Labels[^1] == file[^3073] && data.Inputs[^1] == file[^1] * (1f / 255));
            return true;
        });
    }

    [Fact]
    public void Changed_archives()
    {
        byte[][] contents = [s_table, s_idx, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * i / 7))], new byte[40_000]];
        byte[][] archives = [.. contents.SelectMany(content => new[] { CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.SmallestSize }.Select(level => GzipTests.Compress(content, level)))];
        var of = 0;
        Fuzz.Run(
            "gzip",
            Count + (Count / 2),
            random =>
            {
                of = random.Next(archives.Length);
                return Bytes.Changed(archives[of], random);
            },
            file =>
            {
                if (!Accepts(() => Decompressed(file), out var content)) return false;

                // Another first byte makes it no archive; whole members may have been doubled, or none be left.
                if (file.Length < 2 || file[0] != 0x1F || file[1] != 0x8B) Require(content.AsSpan().SequenceEqual(file));
                else Require(content.Length % contents[of / 3].Length == 0 && content.Chunk(contents[of / 3].Length).All(chunk => chunk.AsSpan().SequenceEqual(contents[of / 3])));
                return true;
            });
    }

    private static byte[] Decompressed(byte[] file)
    {
        using var content = new MemoryStream();
        DataStream.Decompressed(new MemoryStream(file)).CopyTo(content);
        return content.ToArray();
    }

    private static bool ReadsTable(byte[] file)
    {
        // Damaged UTF-8 becomes other characters here; that a path refuses it has a test.
        var content = Encoding.UTF8.GetString(file);
        if (!Accepts(() => CsvReader.Read(new StringReader(content)), out var table)) return false;

        // Written again, each cell quoted, it is the same table.
        var text = new StringBuilder();
        Write(table.ColumnNames);
        for (var row = 0; row < table.RowCount; row++) Write([.. Enumerable.Range(0, table.ColumnNames.Count).Select(column => table[row, column])]);
        var again = CsvReader.Read(new StringReader(text.ToString()), new CsvOptions { HasHeader = true });
        Require(again.RowCount == table.RowCount && again.ColumnNames.SequenceEqual(table.ColumnNames));
        for (var row = 0; row < table.RowCount; row++)
            for (var column = 0; column < table.ColumnNames.Count; column++) Require(again[row, column] == table[row, column]);

        foreach (var missing in Enum.GetValues<MissingValues>())
        {
            var options = new CsvOptions { MissingValues = missing, Categories = CategoryColumns.OneHot };
            if (!Accepts(() => CsvReader.Read(new StringReader(content), options), out var other)) continue;
            CsvEncoding? encoding = null;
            if (!Accepts(() => other.WithLabels(^1, out encoding), out var data)) continue;
            Require(data.ClassNames.Count > data.Labels.ToArray().Max() && data.Labels.ToArray().Min() == 0);
            Require(data.FeatureNames.Count == data.InputLength && (missing == MissingValues.SkipRow || data.Count == other.RowCount));
            Require(missing == MissingValues.NaN || data.Inputs.ToArray().All(float.IsFinite));
            Require(other.WithLabels(^1, encoding!).Inputs.SequenceEqual(data.Inputs) || missing == MissingValues.NaN);
            Accepts(() => other.WithTargets(0), out _);
        }

        return true;

        void Write(IReadOnlyList<string> cells) => text.AppendJoin(',', cells.Select(cell => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")).Append('\n');
    }

    private static bool ReadsIdx(byte[] file)
    {
        if (!Accepts(() => IdxReader.Read(new MemoryStream(file)), out var array)) return false;
        var values = array.ToFloats();
        var size = array.Element switch { IdxElement.Byte or IdxElement.SByte => 1, IdxElement.Int16 => 2, IdxElement.Double => 8, _ => 4 };
        Require(array.Shape.Aggregate(1L, (product, extent) => product * extent) == values.Length);
        Require(file.Length == 4 + (4 * array.Shape.Count) + (size * values.Length));
        if (array.Element == IdxElement.Byte) Require(file.AsSpan(^values.Length..).ToArray().Select(b => (float)b).SequenceEqual(values));
        Accepts(array.ToLabels, out _);
        return true;
    }

    private static bool ReadsImage(byte[] file)
    {
        if (!Accepts(() => NetpbmReader.Read(new MemoryStream(file)), out var image)) return false;
        Require(image.Pixels.Length == image.Channels * image.Height * image.Width && image.Pixels.All(value => value is >= 0 and <= 1));
        return true;
    }

    private static bool Accepts<T>(Func<T> read, out T result)
    {
        try
        {
            result = read();
            return true;
        }
        catch (InvalidDataException)
        {
            result = default!;
            return false;
        }
    }

    private static void Require(bool holds, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(holds))] string? what = null)
    {
        if (!holds) throw new InvalidOperationException(what);
    }
}
