using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class AlignedBufferTests
{
    [Theory, InlineData(-1L), InlineData(2147483647L), InlineData(1L << 40), InlineData(long.MaxValue)]
    public void Lengths_no_array_can_have_are_refused(long length) => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBuffer(length));

    [Theory, InlineData(0L), InlineData(1L), InlineData(17L)]
    public void A_block_is_zero_and_as_long_as_asked_for(long length)
    {
        var block = new AlignedBuffer(length);
        Assert.Equal(length, block.Length);
        Assert.Equal(new float[length], block.Span.ToArray());
    }
}
