using Xunit;

namespace NetGen.Tests.Network;

public class TensorLayoutTests
{
    public static TheoryData<TensorLayout> Layouts =>
    [
        Networks.RowMajor(),
        Networks.RowMajor(7),
        Networks.RowMajor(2, 3, 4),
        Networks.RowMajor(3, 0, 2),
        Networks.Vector(5, 16),
        Networks.DensePanels(33, 6),
        Networks.ConvolutionPanels(20, 3, 5, 2),
        new TensorLayout([4, 6], [new LayoutDigit(0, 1, 4, 1), new LayoutDigit(1, 1, 6, 4)], 24),
        // Blocks below another digit: [7, 4, 27, 3] with 27 in blocks of 16.
        new TensorLayout([7, 324], [new(1, 1, 3, 256), new(1, 3, 16, 16, 81), new(1, 48, 2, 3072, 81), new(1, 81, 4, 768), new(0, 1, 7, 1)], 6144),
        new TensorLayout([2, 12], [new LayoutDigit(1, 4, 3, 32), new LayoutDigit(0, 1, 2, 16), new LayoutDigit(1, 1, 4, 3)], 100),
    ];

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_element_goes_to_its_address_and_padding_stays(TensorLayout layout)
    {
        var canonical = Enumerable.Range(1, layout.ElementCount).Select(i => (float)i).ToArray();
        var block = new float[layout.Length];
        Array.Fill(block, -1f);
        var expected = (float[])block.Clone();
        for (var i = 0; i < canonical.Length; i++) expected[layout.OffsetOf(i)] = canonical[i];

        layout.FromCanonical(canonical, block);

        Assert.Equal(expected, block);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void Every_element_comes_back_from_its_address(TensorLayout layout)
    {
        var block = Enumerable.Range(0, layout.Length).Select(i => (float)i).ToArray();
        var canonical = new float[layout.ElementCount];

        layout.ToCanonical(block, canonical);

        for (var i = 0; i < canonical.Length; i++) Assert.Equal(layout.OffsetOf(i), canonical[i]);
    }

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        var layout = Networks.DensePanels(10, 7);
        Assert.Contains("112", Assert.Throws<ArgumentException>(() => layout.FromCanonical(new float[70], new float[111])).Message, StringComparison.Ordinal);
        Assert.Contains("[10, 7] has 70", Assert.Throws<ArgumentException>(() => layout.ToCanonical(new float[112], new float[71])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Malformed_digits_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new TensorLayout([4], [new LayoutDigit(1, 1, 4, 1)], 4));
        Assert.Throws<ArgumentException>(() => new TensorLayout([4], [new LayoutDigit(0, 0, 4, 1)], 4));
        Assert.Throws<ArgumentException>(() => new TensorLayout([4], [new LayoutDigit(0, 1, 4, -1)], 4));
        Assert.Throws<ArgumentException>(() => new TensorLayout([4], [new LayoutDigit(0, 1, 4, 2)], 6));
    }
}
