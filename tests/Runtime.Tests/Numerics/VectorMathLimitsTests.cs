using Xunit;

namespace NetGen.Tests.Numerics;

public class VectorMathLimitsTests
{
    private const float Infinity = float.PositiveInfinity;
    private const float NaN = float.NaN;

    [Theory]
    [InlineData("Exp", new[] { 0f, -0f, Infinity, -Infinity, NaN, -200f, 200f }, new[] { 1f, 1f, Infinity, 0f, NaN, 0f, Infinity })]
    [InlineData("Expm1", new[] { 0f, -0f, Infinity, -Infinity, NaN, float.Epsilon }, new[] { 0f, -0f, Infinity, -1f, NaN, float.Epsilon })]
    [InlineData("Log", new[] { 0f, -0f, 1f, Infinity, -Infinity, -1f, -float.Epsilon, NaN }, new[] { -Infinity, -Infinity, 0f, Infinity, NaN, NaN, NaN, NaN })]
    [InlineData("Log1p", new[] { 0f, -0f, -1f, Infinity, -Infinity, -1.5f, NaN, float.Epsilon }, new[] { 0f, -0f, -Infinity, Infinity, NaN, NaN, NaN, float.Epsilon })]
    [InlineData("Sigmoid", new[] { 0f, -0f, Infinity, -Infinity, NaN, 100f }, new[] { 0.5f, 0.5f, 1f, 0f, NaN, 1f })]
    [InlineData("Softplus", new[] { Infinity, -Infinity, NaN, 1e10f, -200f }, new[] { Infinity, 0f, NaN, 1e10f, 0f })]
    [InlineData("Tanh", new[] { 0f, -0f, Infinity, -Infinity, NaN, float.Epsilon, 20f }, new[] { 0f, -0f, 1f, -1f, NaN, float.Epsilon, 1f })]
    [InlineData("Erf", new[] { 0f, -0f, Infinity, -Infinity, NaN, float.Epsilon, -5f }, new[] { 0f, -0f, 1f, -1f, NaN, float.Epsilon, -1f })]
    [InlineData("Sin", new[] { 0f, Infinity, -Infinity, NaN, float.Epsilon }, new[] { 0f, NaN, NaN, NaN, float.Epsilon })]
    [InlineData("Cos", new[] { 0f, -0f, Infinity, -Infinity, NaN }, new[] { 1f, 1f, NaN, NaN, NaN })]
    public void Limits_and_zeros_are_exact(string name, float[] arguments, float[] expected)
    {
        foreach (var width in Enum.GetValues<Width>())
        {
            for (var i = 0; i < arguments.Length; i++)
            {
                var x = new float[16];
                var y = new float[16];
                Array.Fill(x, arguments[i]);
                VectorFunction.Named(name).Apply(width, x, y);
                // Int32 bits, so that -0 and 0 differ; every NaN is one.
                Assert.All(y, v => Assert.True(SameBits(expected[i], v), $"{name}({arguments[i]:R}) on {width} is {v:R}, not {expected[i]:R}."));
            }
        }
    }

    [Fact]
    public void All_widths_give_the_same_bits()
    {
        float[] x = [.. FloatSweep.AllExponents(256), .. FloatSweep.Magnitudes(-8, 7, 4096), .. FloatSweep.Special];
        var expected = new float[x.Length];
        var actual = new float[x.Length];
        foreach (var function in VectorFunction.All)
        {
            function.Apply(Width.Vector512, x, expected);
            foreach (var width in (Width[])[Width.Vector256, Width.Vector128, Width.Scalar])
            {
                function.Apply(width, x, actual);
                for (var i = 0; i < x.Length; i++)
                {
                    Assert.True(SameBits(expected[i], actual[i]), $"{function}({x[i]:R}) is {actual[i]:R} on {width} and {expected[i]:R} on Vector512.");
                }
            }
        }
    }

    private static bool SameBits(float a, float b) =>
        BitConverter.SingleToInt32Bits(a) == BitConverter.SingleToInt32Bits(b) || (float.IsNaN(a) && float.IsNaN(b));
}
