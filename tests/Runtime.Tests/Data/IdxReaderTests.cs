using System.IO.Compression;
using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class IdxReaderTests
{
    private static readonly byte[] s_images = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 51, 102, 153, 204, 255];
    private static readonly byte[] s_labels = [0, 0, 8, 1, 0, 0, 0, 2, 7, 3];

    [Fact]
    public void Bytes_are_read_with_their_shape()
    {
        var array = IdxReader.Read(new MemoryStream(s_images));
        Assert.Equal([2, 1, 3], array.Shape);
        Assert.Equal([0, 51, 102, 153, 204, 255], array.ToFloats());
    }

    [Fact]
    public void Images_and_labels_make_a_data_set_plain_or_compressed()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("images", Compress(s_images));
        var labels = folder.Write("labels.gz", s_labels);
        var data = IdxReader.ReadDataset(images, labels);
        Assert.Equal((2, 3), (data.Count, data.InputLength));
        Assert.Equal([0.6f, 0.8f, 1], data.Input(1).ToArray().Select(x => MathF.Round(x, 5)));
        Assert.Equal([7, 3], data.Labels.ToArray());
    }

    [Theory]
    [InlineData(0x09, new byte[] { 0xFF }, -1)]
    [InlineData(0x0B, new byte[] { 0xFF, 0x00 }, -256)]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0 }, 65536)]
    [InlineData(0x0D, new byte[] { 0x3F, 0xC0, 0, 0 }, 1.5)]
    [InlineData(0x0E, new byte[] { 0xC0, 0, 0, 0, 0, 0, 0, 0 }, -2)]
    public void Every_element_type_is_read(byte type, byte[] element, float expected)
        => Assert.Equal([expected], IdxReader.Read(new MemoryStream([0, 0, type, 1, 0, 0, 0, 1, .. element])).ToFloats());

    [Theory]
    [InlineData(new byte[] { 1, 0, 8, 1, 0, 0, 0, 1, 0 }, "two zero bytes")]
    [InlineData(new byte[] { 0, 0, 7, 1, 0, 0, 0, 1, 0 }, "0x07")]
    [InlineData(new byte[] { 0, 0, 8, 0 }, "without axes")]
    [InlineData(new byte[] { 0, 0, 8 }, "ends after 3")]
    [InlineData(new byte[] { 0, 0, 8, 2, 0, 0, 0, 1 }, "ends after 4")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 0 }, "extent 0")]
    [InlineData(new byte[] { 0, 0, 8, 1, 255, 255, 255, 255 }, "extent -1")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 3, 1, 2 }, "ends after 2")]
    [InlineData(new byte[] { 0, 0, 8, 1, 0, 0, 0, 1, 1, 2 }, "More bytes")]
    [InlineData(new byte[] { 0, 0, 14, 3, 127, 255, 255, 255, 127, 255, 255, 255, 127, 255, 255, 255 }, "more than")]
    public void Malformed_files_are_refused(byte[] file, string reason)
    {
        var problem = Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(file)));
        Assert.Contains(reason, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_false_length_allocates_no_more_than_one_chunk()
    {
        byte[] file = [0, 0, 8, 1, 0x70, 0, 0, 0, 1, 2, 3];
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream(file)));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000_000);
    }

    [Fact]
    public void Labels_must_be_integers_and_as_many_as_images()
    {
        using var folder = new TemporaryFolder();
        var images = folder.Write("images", s_images);
        Assert.Throws<InvalidDataException>(() => IdxReader.ReadDataset(images, folder.Write("few", [0, 0, 8, 1, 0, 0, 0, 1, 7])));
        Assert.Throws<InvalidDataException>(() => IdxReader.ReadDataset(images, images));
        Assert.Throws<InvalidDataException>(() => IdxReader.Read(new MemoryStream([0, 0, 0x0D, 1, 0, 0, 0, 1, 0, 0, 0, 0])).ToLabels());
    }

    [Fact]
    public void Random_damage_never_does_more_than_be_refused()
    {
        var random = new Random(1);
        for (var i = 0; i < 2000; i++)
        {
            var file = s_images.ToArray();
            for (var k = 0; k < 3; k++) file[random.Next(file.Length)] = (byte)random.Next(256);
            try
            {
                Assert.NotNull(IdxReader.Read(new MemoryStream(file, 0, random.Next(file.Length + 1))));
            }
            catch (InvalidDataException)
            {
            }
        }
    }

    internal static byte[] Compress(byte[] content)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest)) gzip.Write(content);
        return stream.ToArray();
    }
}
