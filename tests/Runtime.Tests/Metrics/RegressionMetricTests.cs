using NetGen.Metrics;
using Xunit;

namespace NetGen.Tests.Metrics;

public sealed class RegressionMetricTests
{
    private static readonly float[] s_expected = [3, -0.5f, 2, 7];
    private static readonly float[] s_predicted = [2.5f, 0, 2, 8];

    // The values of scikit-learn's documentation: mean_absolute_error 0.5, mean_squared_error 0.375, r2_score 0.948….
    [Fact]
    public void Scores_agree_with_the_documented_values()
    {
        Assert.Equal(0.5, InTwoParts(new MeanAbsoluteError()).Value, 1e-12);
        Assert.Equal(Math.Sqrt(0.375), InTwoParts(new RootMeanSquaredError()).Value, 1e-12);
        Assert.Equal(0.9486081370449679, InTwoParts(new R2()).Value, 1e-12);
    }

    [Fact]
    public void R2_compares_with_the_mean()
    {
        double Of(float[] expected, float[] predicted)
        {
            var r2 = new R2();
            r2.Add(predicted, expected);
            return r2.Value;
        }

        Assert.Equal(1, Of([1, 2, 3], [1, 2, 3]));
        Assert.Equal(0, Of([1, 2, 3], [2, 2, 2]), 1e-12);
        Assert.Equal(-3, Of([1, 2, 3], [3, 2, 1]), 1e-12);
        Assert.Equal(1, Of([5, 5], [5, 5]));
        Assert.Equal(0, Of([5, 5], [5, 6]));
        Assert.True(double.IsNaN(Of([5], [5])));
    }

    [Fact]
    public void Reset_forgets_and_lengths_must_fit()
    {
        var r2 = InTwoParts(new R2());
        r2.Reset();
        Assert.Equal(0, r2.Count);
        Assert.True(double.IsNaN(r2.Value));
        Assert.Throws<ArgumentException>(() => r2.Add([1], [1, 2]));
    }

    private static T InTwoParts<T>(T metric)
        where T : RegressionScores
    {
        metric.Add(s_predicted.AsSpan(0, 1), s_expected.AsSpan(0, 1));
        metric.Add(s_predicted.AsSpan(1), s_expected.AsSpan(1));
        return metric;
    }
}
