using System.Runtime.Intrinsics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class VectorMathReduceTests
{
    private static readonly float[] Lanes = [3f, -1f, 4f, 1f, -5f, 9f, 2f, 6f, 5f, 35f, -8f, 9f, 7f, 9f, 3f, 2f];

    [Fact]
    public void Sum_adds_every_lane()
    {
        Assert.Equal(Lanes[..4].Sum(), VectorMath.Sum(Vector128.Create(Lanes)));
        Assert.Equal(Lanes[..8].Sum(), VectorMath.Sum(Vector256.Create(Lanes)));
        Assert.Equal(Lanes.Sum(), VectorMath.Sum(Vector512.Create(Lanes)));
        Assert.Equal(3f, VectorMath.Sum(3f));
    }

    [Fact]
    public void Max_finds_the_largest_in_whichever_lane_it_stands()
    {
        for (var lane = 0; lane < 16; lane++)
        {
            var values = new float[16];
            Array.Fill(values, -2f);
            values[lane] = -1f;
            Assert.Equal(lane < 4 ? -1f : -2f, VectorMath.Max(Vector128.Create(values)));
            Assert.Equal(lane < 8 ? -1f : -2f, VectorMath.Max(Vector256.Create(values)));
            Assert.Equal(-1f, VectorMath.Max(Vector512.Create(values)));
        }

        Assert.Equal(-7f, VectorMath.Max(-7f));
    }
}
