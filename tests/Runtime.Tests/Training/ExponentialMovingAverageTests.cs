using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class ExponentialMovingAverageTests
{
    [Fact]
    public void The_first_update_copies_and_later_ones_average()
    {
        var average = new ExponentialMovingAverage(0.75f);
        float[] w = [.. Enumerable.Range(0, 21).Select(i => (float)i)];
        average.Update(w);
        Assert.Equal(w, average.Average.ToArray());
        average.Update(new float[21]);
        Assert.Equal(w.Select(x => 0.75f * x), average.Average.ToArray());
    }

    [Fact]
    public void Warm_up_begins_with_short_averages()
    {
        var average = new ExponentialMovingAverage(0.99f, warmUp: true);
        average.Update([0]);
        average.Update([1]);
        // Decay (1 + 1)/(10 + 1) = 2/11.
        Assert.Equal(9f / 11, average.Average[0], 1e-6f);
    }

    [Fact]
    public void Swapping_twice_changes_nothing()
    {
        var average = new ExponentialMovingAverage(0.5f);
        average.Update([1, 2]);
        average.Update([3, 4]);
        float[] w = [3, 4];
        average.Swap(w);
        Assert.Equal([2, 3], w);
        average.Swap(w);
        Assert.Equal([3, 4], w);
        Assert.Equal([2, 3], average.Average.ToArray());
    }

    [Fact]
    public void Misuse_is_refused()
    {
        var average = new ExponentialMovingAverage();
        Assert.Throws<InvalidOperationException>(() => average.Swap(new float[1]));
        average.Update([1]);
        Assert.Throws<ArgumentException>(() => average.Update([1, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ExponentialMovingAverage(1));
    }
}
