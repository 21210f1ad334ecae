using System.Globalization;
using Xunit;

namespace NetGen.Tests.Numerics;

public class VectorMathAccuracyTests
{
    public static TheoryData<string, Width> RelativeCases => Cases(f => f is not ("Sin" or "Cos"));

    public static TheoryData<string, Width> AngleCases => Cases(f => f is "Sin" or "Cos");

    [Theory]
    [MemberData(nameof(RelativeCases))]
    public void The_error_stays_within_the_documented_units_of_the_last_place(string name, Width width)
    {
        var bound = DocumentedError.MaxUlp(name);
        var function = VectorFunction.Named(name);

        AssertWithin(function, width, FloatSweep.AllExponents(width == Width.Scalar ? 64 : 512), Ulp.Error, bound);
        AssertWithin(function, width, FloatSweep.Magnitudes(-6, 7, width == Width.Scalar ? 512 : 8192), Ulp.Error, bound);
        AssertWithin(function, width, FloatSweep.Special, Ulp.Error, bound);
    }

    [Theory]
    [MemberData(nameof(AngleCases))]
    public void Sine_and_cosine_stay_within_the_documented_absolute_error_up_to_8192(string name, Width width)
    {
        var bound = DocumentedError.MaxAbsolute(name);
        var angles = FloatSweep.Magnitudes(-126, 12, width == Width.Scalar ? 64 : 1024);

        AssertWithin(VectorFunction.Named(name), width, angles, (actual, truth) => Math.Abs(actual - truth), bound);
    }

    [Theory]
    [MemberData(nameof(AngleCases))]
    public void Sine_and_cosine_never_leave_the_unit_interval(string name, Width width)
    {
        var angles = FloatSweep.AllExponents(512);
        var results = new float[angles.Length];

        VectorFunction.Named(name).Apply(width, angles, results);

        Assert.All(results, y => Assert.InRange(y, -1f, 1f));
    }

    private static void AssertWithin(VectorFunction function, Width width, float[] x, Func<float, double, double> distance, double bound)
    {
        var y = new float[x.Length];
        function.Apply(width, x, y);
        var worst = 0.0;
        var at = 0f;
        for (var i = 0; i < x.Length; i++)
        {
            var error = distance(y[i], function.Truth(x[i]));
            if (error > worst) (worst, at) = (error, x[i]);
        }

        Assert.True(worst <= bound, string.Create(CultureInfo.InvariantCulture, $"{function.Name}({at:R}) on {width} is off by {worst:G4}; documented: at most {bound}."));
    }

    private static TheoryData<string, Width> Cases(Func<string, bool> wanted)
    {
        var cases = new TheoryData<string, Width>();
        foreach (var function in VectorFunction.All)
        {
            if (!wanted(function.Name)) continue;
            foreach (var width in Enum.GetValues<Width>()) cases.Add(function.Name, width);
        }

        return cases;
    }
}
