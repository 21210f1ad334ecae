using System.IO.Compression;
using System.IO.Pipes;
using System.Text;
using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Compressed files: what .NET's own classes wrote comes back, and a file that is not complete is never read.</summary>
public sealed class GzipTests
{
    private static readonly byte[] s_text = Encoding.ASCII.GetBytes("x,y\n" + string.Concat(Enumerable.Range(0, 300).Select(i => $"{i * 7919 % 10007 / 100.0:F2},{i % 3}\n")));

    public static TheoryData<int, CompressionLevel> Contents => new MatrixTheoryData<int, CompressionLevel>(
        [0, 1, 2, 3, 4], [CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.Optimal, CompressionLevel.SmallestSize]);

    [Theory]
    [MemberData(nameof(Contents))]
    public void What_was_compressed_comes_back(int kind, CompressionLevel level)
    {
        var random = new Random(kind);
        foreach (var length in new[] { 0, 1, 2, 257, 258, 259, 32_767, 32_768, 65_536, 300_000 })
        {
            var content = new byte[length];
            for (var i = 0; i < length; i++)
            {
                content[i] = kind switch
                {
                    0 => (byte)random.Next(256),
                    1 => 7,
                    2 => (byte)(random.Next(8) == 0 ? random.Next(256) : 'a'),
                    3 => (byte)Math.Min(255, -Math.Log(random.NextDouble()) * 20),
                    _ => i < 30_000 ? (byte)random.Next(256) : content[i - 30_000],
                };
            }

            Assert.Equal(content, Decompress(Compress(content, level)));
        }
    }

    [Fact]
    public void Nothing_is_read_where_nothing_is_asked_for()
    {
        using var stream = DataStream.Decompressed(new MemoryStream(Compress(s_text, CompressionLevel.Fastest)));
        Assert.Equal(0, stream.Read([], 0, 0));
        Assert.Equal(s_text[0], stream.ReadByte());
    }

    [Fact]
    public void Every_prefix_is_refused()
    {
        foreach (var level in new[] { CompressionLevel.NoCompression, CompressionLevel.Fastest, CompressionLevel.SmallestSize })
        {
            var file = Compress(s_text, level);
            for (var length = 3; length < file.Length; length++) Assert.Throws<InvalidDataException>(() => Decompress(file[..length]));
        }
    }

    [Fact]
    public void A_changed_byte_gives_the_same_content_or_is_refused()
    {
        var file = Compress(s_text, CompressionLevel.Fastest);
        for (var i = 2; i < file.Length; i++)
        {
            foreach (var mask in new[] { 1, 0x10, 0x80, 0xFF })
            {
                var changed = (byte[])file.Clone();
                changed[i] ^= (byte)mask;
                try
                {
                    Assert.Equal(s_text, Decompress(changed));
                }
                catch (InvalidDataException)
                {
                }
            }
        }
    }

    [Fact]
    public void Several_members_are_one_content_and_each_must_be_complete()
    {
        byte[] first = Compress([1, 2, 3], CompressionLevel.Fastest), second = Compress(s_text, CompressionLevel.Optimal), none = Compress([], CompressionLevel.Fastest);
        byte[] content = [1, 2, 3, .. s_text];
        Assert.Equal(content, Decompress([.. first, .. second]));
        Assert.Equal(content, Decompress([.. first, .. none, .. second]));
        for (var length = first.Length + 1; length < first.Length + second.Length; length++)
            Assert.Throws<InvalidDataException>(() => Decompress([.. first, .. second[..(length - first.Length)]]));
        Assert.Throws<InvalidDataException>(() => Decompress([.. first, 1]));
        Assert.Throws<InvalidDataException>(() => Decompress([.. first, 0, .. second]));
        Assert.Throws<InvalidDataException>(() => Decompress([.. first, .. new byte[512]]));
    }

    [Fact]
    public void A_header_may_hold_a_name_a_comment_and_more()
    {
        var file = Compress(s_text, CompressionLevel.Optimal);
        byte[] header = [0x1F, 0x8B, 8, 4 | 8 | 16, 1, 2, 3, 4, 0, 3, 2, 0, 9, 9, (byte)'n', 0, (byte)'c', 0];
        Assert.Equal(s_text, Decompress([.. header, .. file[10..]]));
        for (var length = 2; length < header.Length; length++) Assert.Throws<InvalidDataException>(() => Decompress(header[..length]));
        header[3] |= 0x20;
        Assert.Throws<InvalidDataException>(() => Decompress([.. header, .. file[10..]]));
    }

    [Fact]
    public void Every_reader_refuses_an_incomplete_archive()
    {
        using var folder = new TemporaryFolder();
        byte[] idx = [0, 0, 8, 1, 0, 0, 0, 200, .. s_text[..200]], cifar = [.. s_text, .. new byte[3073 - s_text.Length % 3073]], image = [.. "P5 20 20 255\n"u8, .. s_text[..400]];
        foreach (var (content, read) in new (byte[], Action<string>)[]
        {
            (s_text, path => CsvReader.Read(path)),
            (idx, path => IdxReader.Read(path)),
            (cifar, path => CifarReader.Read(path)),
            (image, path => NetpbmReader.Read(path)),
        })
        {
            var file = Compress(content, CompressionLevel.Optimal);
            read(folder.Write("whole", file));
            foreach (var cut in new[] { 1, 4, 5, 8, 9, 12, 30 })
            {
                var problem = Assert.Throws<InvalidDataException>(() => read(folder.Write("cut", file[..^cut])));
                Assert.Contains("incomplete", problem.Message, StringComparison.Ordinal);
                Assert.Contains("cut", problem.Message, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void A_pipe_may_carry_compressed_data_or_plain_ones()
    {
        byte[] idx = [0, 0, 8, 1, 0, 0, 0, 3, 1, 2, 3];
        foreach (var file in new[] { idx, Compress(idx, CompressionLevel.Optimal) })
        {
            using var pipe = new AnonymousPipeServerStream(PipeDirection.Out);
            using var end = new AnonymousPipeClientStream(PipeDirection.In, pipe.ClientSafePipeHandle);
            pipe.Write(file);
            pipe.Dispose();
            Assert.Equal([1, 2, 3], IdxReader.Read(end).ToFloats());
        }
    }

    [Fact]
    public void An_archive_of_zeros_takes_no_more_memory_than_its_header_says()
    {
        var file = Compress([0, 0, 8, 1, 0, 0, 0, 3, .. new byte[20_000_000]], CompressionLevel.Optimal);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("More bytes", Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(file))).Message, StringComparison.Ordinal);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_000_000);
    }

    internal static byte[] Compress(byte[] content, CompressionLevel level)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, level)) gzip.Write(content);

        // .NET writes nothing for no content, gzip a member without any.
        return stream.ToArray() is { Length: > 0 } file ? file : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private static byte[] Decompress(byte[] file)
    {
        using var content = new MemoryStream();
        DataStream.Decompressed(new MemoryStream(file)).CopyTo(content);
        return content.ToArray();
    }
}
