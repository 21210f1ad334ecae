using NetGen.Numerics;
using Xunit;

namespace NetGen.Tests.Numerics;

public class LaneRandomStepTests
{
    [Fact]
    public void Steps_of_a_seed_are_distinct()
    {
        foreach (var seed in new[] { 0, 1, -1, int.MinValue })
            Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(i => LaneRandom.Step(seed, (uint)i)).Distinct().Count());
    }

    [Fact]
    public void Neighbouring_seeds_have_nothing_in_common()
    {
        // Of 64 seeds of 1,000 steps each, 64,000 numbers out of 2³², half a pair is expected to be equal.
        var steps = Enumerable.Range(-32, 64).SelectMany(seed => Enumerable.Range(0, 1000).Select(i => LaneRandom.Step(seed, (uint)i))).ToArray();
        Assert.InRange(steps.Length - steps.Distinct().Count(), 0, 5);
    }

    [Fact]
    public void Bits_are_balanced_over_seeds()
    {
        for (var bit = 0; bit < 32; bit++)
            Assert.InRange(Enumerable.Range(0, 10_000).Count(seed => (LaneRandom.Step(seed, 0) >> bit & 1) == 1), 4750, 5250);
    }
}
