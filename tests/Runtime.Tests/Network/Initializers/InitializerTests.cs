using NetGen.Numerics;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Network;

public class InitializerTests
{
    private static readonly int[] Large = [100, 50, 4];

    [Fact]
    public void Constants_fill_every_element()
    {
        Assert.All(Filled(new ConstantInitializer(0.25f), [3, 5]), v => Assert.Equal(0.25f, v));
        Assert.All(Filled(ConstantInitializer.Zeros, [7]), v => Assert.Equal(0f, v));
        Assert.All(Filled(ConstantInitializer.Ones, []), v => Assert.Equal(1f, v));
    }

    [Fact]
    public void Uniform_values_fill_their_interval()
    {
        var values = Filled(new UniformInitializer(-0.5f, 1.5f), Large);

        Assert.All(values, v => Assert.InRange(v, -0.5f, 1.5f));
        Assert.Equal(0.5, values.Average(v => (double)v), 0.02);
        Assert.Equal(4.0 / 12, Variance(values), 0.01);
    }

    [Fact]
    public void Normal_values_have_mean_and_deviation()
    {
        var values = Filled(new NormalInitializer(2, 0.5f), Large);

        Assert.Equal(2, values.Average(v => (double)v), 0.015);
        Assert.Equal(0.25, Variance(values), 0.01);
    }

    [Theory]
    [InlineData(0f, 1f, -2f, 2f)]
    [InlineData(1f, 2f, -1f, 0.5f)]
    [InlineData(0f, 0.02f, -2f, 2f)]
    [InlineData(0f, 1f, 1f, 3f)]
    public void Truncated_normal_values_have_the_moments_of_the_cut_density(float mean, float deviation, float low, float high)
    {
        var values = Filled(new TruncatedNormalInitializer(mean, deviation, low, high), Large);

        // Moments of the density between the bounds, by the midpoint rule.
        double mass = 0, first = 0, second = 0;
        const int Steps = 20_000;
        var (from, to) = (Math.Max(low, mean - (10 * deviation)), Math.Min(high, mean + (10 * deviation)));
        for (var i = 0; i < Steps; i++)
        {
            var x = from + ((to - from) * (i + 0.5) / Steps);
            var density = Math.Exp(-(x - mean) * (x - mean) / (2 * deviation * deviation));
            mass += density;
            first += density * x;
            second += density * x * x;
        }

        var variance = (second / mass) - (first / mass * first / mass);
        Assert.All(values, v => Assert.InRange(v, low, high));
        Assert.Equal(first / mass, values.Average(v => (double)v), 5 * Math.Sqrt(variance / values.Length));
        Assert.Equal(variance, Variance(values), 0.05 * variance);
    }

    [Fact]
    public void Scaled_initialisers_spread_as_their_formula_says()
    {
        VarianceScalingInitializer[] all =
        [
            new XavierUniformInitializer(), new XavierNormalInitializer(Gain.Of(Nonlinearity.Tanh)), new KaimingUniformInitializer(),
            new KaimingNormalInitializer(FanMode.FanOut, Nonlinearity.LeakyRelu, 0.2), new LeCunNormalInitializer(),
        ];
        foreach (var initializer in all)
        {
            var values = Filled(initializer, Large);
            var deviation = initializer.StandardDeviation(Large);
            Assert.Equal(deviation, Math.Sqrt(Variance(values)), 0.02 * deviation);
            if (initializer is not (XavierUniformInitializer or KaimingUniformInitializer)) continue;
            Assert.InRange(values.Max(), 0.999 * initializer.Bound(Large), initializer.Bound(Large) * 1.0000001);
            Assert.InRange(-values.Min(), 0.999 * initializer.Bound(Large), initializer.Bound(Large) * 1.0000001);
        }
    }

    [Theory]
    [InlineData(new[] { 5, 8 })]
    [InlineData(new[] { 8, 5 })]
    [InlineData(new[] { 6, 6 })]
    [InlineData(new[] { 16, 3, 3, 3 })]
    [InlineData(new[] { 1, 7 })]
    public void Orthogonal_weights_have_orthonormal_rows_or_columns_times_the_gain(int[] shape)
    {
        const double Gain = 1.5;
        var values = Filled(new OrthogonalInitializer(Gain), shape);
        var rows = shape[0];
        var columns = values.Length / rows;
        for (var a = 0; a < Math.Min(rows, columns); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                double product = 0;
                for (var i = 0; i < Math.Max(rows, columns); i++)
                    product += rows <= columns ? (double)values[(a * columns) + i] * values[(b * columns) + i] : (double)values[(i * columns) + a] * values[(i * columns) + b];
                Assert.Equal(a == b ? Gain * Gain : 0, product, 1e-6);
            }
        }
    }

    [Fact]
    public void A_value_depends_on_key_and_element_alone()
    {
        foreach (var initializer in (Initializer[])[new UniformInitializer(-1, 1), new NormalInitializer(), new TruncatedNormalInitializer()])
        {
            var longer = new float[1000];
            var shorter = new float[37];
            initializer.Fill(longer, [1000], 42);
            initializer.Fill(shorter, [37], 42);
            Assert.Equal(longer[..37], shorter);
            initializer.Fill(shorter, [37], 43);
            Assert.NotEqual(longer[..37], shorter);
        }

        // Bits that must never change, or saved experiments cannot be repeated.
        var values = new float[2];
        new UniformInitializer(-1, 1).Fill(values, [2], 0);
        Assert.Equal([-1 + (2 * CounterRandom.ToSingle(0x6627e8d5)), -1 + (2 * CounterRandom.ToSingle(0xe169c58d))], values);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Contains("low ≤ high", Assert.Throws<ArgumentException>(() => new UniformInitializer(1, 0)).Message, StringComparison.Ordinal);
        Assert.Contains("not negative", Assert.Throws<ArgumentException>(() => new NormalInitializer(0, -1)).Message, StringComparison.Ordinal);
        Assert.Contains("2^-16", Assert.Throws<ArgumentException>(() => new TruncatedNormalInitializer(0, 1, 8, 9)).Message, StringComparison.Ordinal);
        Assert.Contains("low < high", Assert.Throws<ArgumentException>(() => new TruncatedNormalInitializer(0, 1, 2, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("gain", Assert.Throws<ArgumentException>(() => new XavierNormalInitializer(double.NaN)).Message, StringComparison.Ordinal);
        Assert.Contains("two axes", Assert.Throws<ArgumentException>(() => Filled(new KaimingNormalInitializer(), [4])).Message, StringComparison.Ordinal);
        Assert.Contains("two axes", Assert.Throws<ArgumentException>(() => Filled(new OrthogonalInitializer(), [4])).Message, StringComparison.Ordinal);
        Assert.Contains("[2, 3] has 6", Assert.Throws<ArgumentException>(() => new NormalInitializer().Fill(new float[5], [2, 3], 0)).Message, StringComparison.Ordinal);
    }

    private static float[] Filled(Initializer initializer, int[] shape)
    {
        var values = new float[shape.Aggregate(1, (a, b) => a * b)];
        initializer.Fill(values, shape, CounterRandom.Key(1, "weight"));
        return values;
    }

    private static double Variance(float[] values)
    {
        var mean = values.Average(v => (double)v);
        return values.Average(v => (v - mean) * (v - mean));
    }
}
