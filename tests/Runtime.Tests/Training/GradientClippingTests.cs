using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class GradientClippingTests
{
    public static TheoryData<string> Cases => [.. GoldenFile.Names(op => op == "clip_grad_norm")];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Golden_clipping(string file)
    {
        var golden = GoldenFile.OpenOrSkip(file);
        var names = golden.Tensors.Keys.Where(key => key.StartsWith("in.", StringComparison.Ordinal)).Select(key => key[3..]).ToList();
        var gradient = names.SelectMany(name => golden.Tensors["in." + name]).Select(value => (float)value).ToArray();
        var norm = GradientClipping.ByNorm(gradient, (float)golden.Number("max_norm", double.NaN), (float)golden.Number("norm_type", 2));
        golden.AssertClose("state.total_norm", [norm]);
        var start = 0;
        foreach (var name in names)
        {
            golden.AssertClose("out." + name, gradient.AsSpan(start, golden.Tensors["out." + name].Length));
            start += golden.Tensors["out." + name].Length;
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 5)]
    [InlineData(float.PositiveInfinity, 4)]
    public void The_norm_is_the_p_norm(float p, double expected) => Assert.Equal(expected, GradientClipping.Norm([3, -4], p), 1e-12);

    [Fact]
    public void The_norm_of_every_length_counts_every_element()
    {
        for (var length = 0; length < 40; length++)
            Assert.Equal(Math.Sqrt(length), GradientClipping.Norm(Enumerable.Repeat(1f, length).ToArray()), 1e-12);
    }

    [Fact]
    public void A_norm_beyond_float_squares_is_still_right() => Assert.Equal(5e30, GradientClipping.Norm([3e30f, 4e30f]), 1e24);

    [Fact]
    public void Clipping_by_value_bounds_every_element()
    {
        // Long enough for a vector and a rest, on any machine.
        float[] gradient = [.. Enumerable.Range(0, 37).Select(i => (i - 18) / 6f)];
        var expected = gradient.Select(g => Math.Clamp(g, -1, 1)).ToArray();
        GradientClipping.ByValue(gradient, 1);
        Assert.Equal(expected, gradient);
    }

    [Fact]
    public void A_gradient_that_is_not_finite_is_reported_and_left()
    {
        float[] gradient = [1, float.NaN];
        Assert.True(float.IsNaN(GradientClipping.ByNorm(gradient, 0.5f)));
        Assert.Equal(1, gradient[0]);
    }

    [Fact]
    public void Impossible_limits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm([1], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByNorm([1], 1, normType: 0.5f));
        Assert.Throws<ArgumentOutOfRangeException>(() => GradientClipping.ByValue([1], float.NaN));
    }
}
