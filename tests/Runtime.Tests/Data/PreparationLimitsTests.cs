using System.Text;
using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Splits, batches, scalers, one-hot rows and images at their limits: few samples, extreme values, products beyond 32 bits.</summary>
public sealed class PreparationLimitsTests
{
    [Fact]
    public void Samples_outside_of_a_data_set_are_refused_also_where_their_place_would_overflow()
    {
        var data = new Dataset(new float[784 * 2], 784, new int[2]);

        // 5,478,275 · 784 = 2^32 + 304.
        foreach (var sample in new[] { -1, 2, 5_478_275, int.MaxValue, int.MinValue })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Input(sample).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => data.LabelsOf(sample).Length);
            Assert.Throws<ArgumentOutOfRangeException>(() => data.Subset([sample]));
        }

        Assert.Throws<ArgumentNullException>(() => new Dataset(null!, 1, new int[1]));
        Assert.Throws<ArgumentNullException>(() => new Dataset(new float[1], 1, (int[])null!));
    }

    [Fact]
    public void A_split_that_leaves_nothing_to_train_on_is_refused()
    {
        var one = new Dataset(new float[1], 1, new int[1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Random(one, test: 0.6));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Random(one.Slice(0, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Stratified(one.Slice(0, 0)));
        Assert.Equal(1, DatasetSplit.Random(one).Train.Count);
    }

    [Theory]
    [InlineData(0.5, 0.3, 1000, 1)]
    [InlineData(0.2, 0.1, 50, 2)]
    [InlineData(0.4, 0.5, 3, 5)]
    public void Every_class_is_trained_on_and_rare_ones_do_not_empty_common_ones(double test, double validation, int rare, int samplesOfRare)
    {
        const int Common = 200;
        var labels = Enumerable.Range(0, rare).SelectMany(label => Enumerable.Repeat(label, samplesOfRare)).Concat(Enumerable.Repeat(rare, Common)).ToArray();
        var data = new Dataset(Enumerable.Range(0, labels.Length).Select(i => (float)i).ToArray(), 1, labels);
        var split = DatasetSplit.Stratified(data, validation, test, seed: 3);
        Assert.Equal(rare + 1, split.Train.Labels.ToArray().Distinct().Count());
        Assert.Equal(labels.Length, new[] { split.Train, split.Validation, split.Test }.SelectMany(part => part.Inputs.ToArray()).Distinct().Count());
        Assert.InRange(split.Test.Labels.ToArray().Count(label => label == rare), (Common * test) - 1, (Common * test) + 1);
        Assert.InRange(split.Validation.Labels.ToArray().Count(label => label == rare), (Common * validation) - 1, (Common * validation) + 1);
    }

    [Fact]
    public void A_batch_may_be_larger_than_the_data()
    {
        var batches = new Batches(3, 10, shuffle: false);
        Assert.Equal(1, batches.Count);
        Assert.Equal([0, 1, 2], batches[0].ToArray());
        Assert.Equal(0, new Batches(3, 10, dropLast: true).Count);
        Assert.Equal(0, new Batches(0, 10).Count);
        Assert.Equal(1, new Batches(3, int.MaxValue).Count);
    }

    [Fact]
    public void Scalers_leave_nan_out_and_refuse_infinity()
    {
        var data = new Dataset([1, float.NaN, 3, float.NaN], 2, new int[2]);
        Assert.Equal([-1, float.NaN, 1, float.NaN], StandardScaler.Fit(data).Transform(data).Inputs.ToArray());
        Assert.Equal([0, float.NaN, 1, float.NaN], MinMaxScaler.Fit(data).Transform(data).Inputs.ToArray());
        var infinite = new Dataset([1, 2, float.PositiveInfinity, 4], 2, new int[2]);
        Assert.Contains("Value 0 of sample 1", Assert.Throws<ArgumentException>(() => StandardScaler.Fit(infinite)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(infinite));
        Assert.Throws<ArgumentException>(() => MinMaxScaler.Fit(data, float.NegativeInfinity, 1));
        Assert.Throws<ArgumentException>(() => StandardScaler.Fit(data.Slice(0, 0)));
    }

    [Fact]
    public void Scalers_take_the_widest_and_the_narrowest_ranges()
    {
        var data = new Dataset([float.MinValue, 0, 0.1f, float.MaxValue, float.Epsilon, 0.1f], 3, new int[2]);
        Assert.Equal([0, 0, 0, 1, 1, 0], MinMaxScaler.Fit(data).Transform(data).Inputs.ToArray());
        Assert.Equal([-1, -1, 0, 1, 1, 0], StandardScaler.Fit(data).Transform(data).Inputs.ToArray());
    }

    [Fact]
    public void One_hot_rows_beyond_an_array_are_refused_and_nan_is_the_largest()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode(new int[3], int.MaxValue));
        Assert.Equal([1, 2, 0], OneHot.Decode([0, float.NaN, 9, 1, 2, 3, float.NaN, float.NaN, 1], 3));
    }

    [Fact]
    public void Images_and_paddings_beyond_32_bits_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation(1, 65536, 65536));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation(1, 2, 2) { CropPadding = int.MaxValue });
        Assert.Throws<ArgumentException>(() => new ImageAugmentation(1, 2, 2) { Means = [float.NaN] });
        Assert.Throws<ArgumentException>(() => new ImageAugmentation(1, 2, 2) { Deviations = [float.PositiveInfinity] });
        Assert.Throws<ArgumentNullException>(() => new ImageAugmentation(1, 2, 2) { Means = null! });
        var image = new float[4];
        Assert.Throws<ArgumentException>(() => new ImageAugmentation(1, 2, 2).Apply(image, image, 0));
        var outside = new float[1];
        for (ulong key = 0; key < 50; key++) new ImageAugmentation(1, 1, 1) { CropPadding = 3, FlipProbability = 1 }.Apply([5], outside, key * 0x9E3779B97F4A7C15);
    }

    [Theory]
    [InlineData("P2\n2#comment\n1 # 5\n9#\n 3\n9")]
    [InlineData("P2 2 1 9 3 9#end")]
    [InlineData("P2\r2\r1\r9\r3\r9\r")]
    [InlineData("P5#\n2 1\n9#raster next\n\u0003\u0009")]
    public void Comments_may_follow_a_number(string image) => Assert.Equal([3f / 9, 1], Read(image).Pixels);

    [Theory]
    [InlineData("P2 2 1 9 3", "ends before pixel value 1")]
    [InlineData("P2 2 1 9\u0085 3 9", "0x85")]
    [InlineData("P5 2 1", "ends before the largest value")]
    [InlineData("P1 1 1 1", "P2, P3, P5 or P6")]
    public void Other_text_is_refused(string image, string reason)
        => Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => Read(image)).Message, StringComparison.Ordinal);

    [Fact]
    public void Records_of_strange_sizes_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CifarReader.Read([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => CifarReader.Read("absent", labelBytes: int.MaxValue));
    }

    private static NetpbmImage Read(string image) => NetpbmReader.Read(new MemoryStream(Encoding.Latin1.GetBytes(image)));
}
