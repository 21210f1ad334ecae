using System.Globalization;
using System.Runtime.Intrinsics;
using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class VectorMathPowTests
{
    [Fact]
    public void The_error_stays_within_the_documented_units_of_the_last_place()
    {
        var bound = DocumentedError.MaxUlp("Pow");
        var random = new Random(7);
        for (var i = 0; i < 100_000; i++)
        {
            // Bases of all magnitudes with exponents that keep the result within (and a little beyond) the range of floats; bases near one too.
            var x = i % 2 == 0 ? MathF.Exp((float)((random.NextDouble() * 190) - 103)) : (float)Math.Exp((random.NextDouble() - 0.5) * 0.2);
            var y = (float)((random.NextDouble() * 220 - 110) / Math.Log(x));
            AssertWithin(x, y, bound);
            AssertWithin(x, MathF.Round(y), bound);
            AssertWithin(-x, MathF.Round(y), bound);
        }
    }

    [Fact]
    public void Limits_are_those_of_the_base_library()
    {
        float[] bases = [.. FloatSweep.Special, 2f, -2f, 0.25f, -0.25f];
        float[] exponents = [0f, -0f, 1f, -1f, 2f, -2f, 3f, -3f, 0.5f, -0.5f, 1.5f, 16777217f, 16777215f, -16777215f, 2147483648f, 1e30f, -1e30f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        foreach (var x in bases)
        {
            foreach (var y in exponents) AssertWithin(x, y, DocumentedError.MaxUlp("Pow"));
        }
    }

    private static void AssertWithin(float x, float y, double bound)
    {
        var truth = Math.Pow(x, y);
        float[] results =
        [
            VectorMath.Pow(x, y),
            VectorMath.Pow(Vector128.Create(x), Vector128.Create(y)).GetElement(3),
            VectorMath.Pow(Vector256.Create(x), Vector256.Create(y)).GetElement(7),
            VectorMath.Pow(Vector512.Create(x), Vector512.Create(y)).GetElement(15),
        ];
        foreach (var result in results)
        {
            var error = Ulp.Error(result, truth);
            Assert.True(error <= bound, string.Create(CultureInfo.InvariantCulture, $"pow({x:R}, {y:R}) is {result:R}, not {truth:R}: {error:G3} ulp; documented: {bound}."));
            if (truth == 0) Assert.Equal(double.IsNegative(truth), float.IsNegative(result));
        }
    }
}
