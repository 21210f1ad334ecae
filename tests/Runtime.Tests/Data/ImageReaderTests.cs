using System.Text;
using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class ImageReaderTests
{
    [Fact]
    public void Text_and_binary_grey_images_are_read()
    {
        var image = Netpbm("P2\n# a comment\n3 2 # another\n10\n0 5 10\n10 5 0\n");
        Assert.Equal((1, 2, 3), (image.Channels, image.Height, image.Width));
        Assert.Equal([0, 0.5f, 1, 1, 0.5f, 0], image.Pixels);
        Assert.Equal([0, 0.5f, 1, 1, 0.5f, 0], Netpbm("P5 3 2 10\n", 0, 5, 10, 10, 5, 0).Pixels);
    }

    [Fact]
    public void Colours_are_sorted_into_planes()
    {
        var image = Netpbm("P6\n2 1\n255\n", 255, 0, 51, 0, 255, 102);
        Assert.Equal((3, 1, 2), (image.Channels, image.Height, image.Width));
        Assert.Equal([1, 0, 0, 1, 0.2f, 0.4f], image.Pixels);
        Assert.Equal(image.Pixels, Netpbm("P3 2 1 255 255 0 51 0 255 102").Pixels);
    }

    [Fact]
    public void Sixteen_bits_are_big_endian() => Assert.Equal([1, 256f / 65535], Netpbm("P5 2 1 65535\n", 255, 255, 1, 0).Pixels);

    [Fact]
    public void Pixels_may_look_like_white_space()
        => Assert.Equal([32, 10, 35], Netpbm("P5 3 1 255\n", 32, 10, 35).Pixels.Select(x => MathF.Round(x * 255)));

    [Theory]
    [InlineData("P4 8 1\n", "P2, P3, P5 or P6")]
    [InlineData("P2 2 x 255 1 2", "'x' where the height")]
    [InlineData("P2 2 2 255 1 2 3", "ends before pixel value 3")]
    [InlineData("P2 1 1 70000 1", "more than 65535")]
    [InlineData("P2 1 1 9 10", "more than 9")]
    [InlineData("P2 0 1 9 ", "must be positive")]
    [InlineData("P5 2147483647 2147483647 255\n", "more than one image")]
    [InlineData("P5 99999999999 1 255\n", "more than 2147483647")]
    [InlineData("P5 20000 20000 255\n", "ends after 0")]
    [InlineData("P5 1 1 9\n\n", "above the largest value")]
    public void Malformed_images_are_refused(string file, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Netpbm(file)).Message, StringComparison.Ordinal);

    [Fact]
    public void Cifar_records_are_read_plain_or_compressed()
    {
        using var folder = new TemporaryFolder();
        var file = new byte[2 * 3073];
        (file[0], file[3073]) = (7, 2);
        (file[1], file[3073 + 3072]) = (255, 51);
        var data = CifarReader.Read(folder.Write("plain", file));
        Assert.Equal([7, 2], data.Labels.ToArray());
        Assert.Equal(3072, data.InputLength);
        Assert.Equal(1, data.Input(0)[0], 1e-6f);
        Assert.Equal(0.2f, data.Input(1)[3071], 1e-6f);
        Assert.Equal(4, CifarReader.Read([folder.Write("compressed", IdxReaderTests.Compress(file)), folder.Write("again", file)]).Count);
    }

    [Fact]
    public void Fine_labels_are_the_last_label_byte()
    {
        using var folder = new TemporaryFolder();
        var file = new byte[3074];
        (file[0], file[1], file[2]) = (3, 42, 255);
        var data = CifarReader.Read(folder.Write("fine", file), labelBytes: 2);
        Assert.Equal(42, data.Labels[0]);
        Assert.Equal(1, data.Input(0)[0]);
    }

    [Fact]
    public void Incomplete_records_are_refused()
    {
        using var folder = new TemporaryFolder();
        var problem = Assert.Throws<InvalidDataException>(() => CifarReader.Read(folder.Write("short", new byte[3072])));
        Assert.Contains("3072 bytes", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<InvalidDataException>(() => CifarReader.Read(folder.Write("empty", [])));
        Assert.Contains("no records", problem.Message, StringComparison.Ordinal);
    }

    private static NetpbmImage Netpbm(string text, params byte[] body)
        => NetpbmReader.Read(new MemoryStream([.. Encoding.ASCII.GetBytes(text), .. body]));
}
