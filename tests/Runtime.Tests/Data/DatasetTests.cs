using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

public sealed class DatasetTests
{
    private static readonly Dataset s_data = new([0, 1, 10, 11, 20, 21, 30, 31], 2, [5, 6, 7, 8]) { ClassNames = ["a"], FeatureNames = ["x", "y"] };

    [Fact]
    public void A_slice_shares_and_a_subset_picks()
    {
        var slice = s_data.Slice(1, 2);
        Assert.Equal([10, 11, 20, 21], slice.Inputs.ToArray());
        Assert.Equal([6, 7], slice.Labels.ToArray());
        var subset = s_data.Subset([3, 0, 3]);
        Assert.Equal([30, 31, 0, 1, 30, 31], subset.Inputs.ToArray());
        Assert.Equal([8, 5, 8], subset.Labels.ToArray());
        Assert.Equal(["x", "y"], subset.FeatureNames);
        Assert.Equal(["a"], slice.ClassNames);
    }

    [Fact]
    public void Targets_follow_their_samples()
    {
        var data = new Dataset([1, 2, 3], 1, new float[] { 1, -1, 2, -2, 3, -3 }, 2);
        Assert.False(data.HasLabels);
        Assert.Equal([3, -3, 1, -1], data.Subset([2, 0]).Targets.ToArray());
        Assert.Equal([2, -2], data.TargetsOf(1).ToArray());
        Assert.Equal([2, -2, 3, -3], data.Slice(1, 2).Targets.ToArray());
    }

    [Fact]
    public void Samples_may_have_no_targets()
    {
        var data = new Dataset(new float[] { 1, 2, 3, 4, 5, 6 }, 2);
        Assert.Equal((3, 0, false), (data.Count, data.TargetLength, data.HasLabels));
        Assert.Equal([5, 6, 1, 2], data.Subset([2, 0]).Inputs.ToArray());
        Assert.Equal([3, 4, 5, 6], data.Slice(1, 2).WithInputs(new float[] { 3, 4, 5, 6 }).Inputs.ToArray());
        Assert.True(data.TargetsOf(1).IsEmpty);
    }

    [Fact]
    public void Lengths_are_checked()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset(new float[8], 2, new int[4], 0));
        var problem = Assert.Throws<ArgumentException>(() => new Dataset(new float[7], 2, new int[3]));
        Assert.Contains("7 values", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<ArgumentException>(() => new Dataset(new float[8], 2, new int[4], 2));
        Assert.Contains("need 8 labels", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Dataset(new float[8], 0, new int[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_data.Slice(3, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_data.Slice(int.MaxValue, int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => s_data.Subset([4]));
    }
}
