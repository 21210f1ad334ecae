using NetGen.Data;
using Xunit;

namespace NetGen.Tests.Data;

/// <summary>Splits, scalers, one-hot rows, batches and augmentation.</summary>
public sealed class PreparationTests
{
    [Fact]
    public void Parts_share_no_sample_and_lose_none()
    {
        var split = DatasetSplit.Random(Numbered(103), validation: 0.1, test: 0.2, seed: 5);
        Assert.Equal((21, 10, 72), (split.Test.Count, split.Validation.Count, split.Train.Count));
        var all = split.Train.Inputs.ToArray().Concat(split.Validation.Inputs.ToArray()).Concat(split.Test.Inputs.ToArray()).Order();
        Assert.Equal(Enumerable.Range(0, 103).Select(i => (float)i), all);
        Assert.Equal(split.Test.Inputs.ToArray(), DatasetSplit.Random(Numbered(103), 0.1, 0.2, seed: 5).Test.Inputs.ToArray());
        Assert.NotEqual(split.Test.Inputs.ToArray(), DatasetSplit.Random(Numbered(103), 0.1, 0.2, seed: 6).Test.Inputs.ToArray());
    }

    [Fact]
    public void Stratified_parts_keep_the_proportions_of_the_classes()
    {
        // 60, 30 and 13 samples of three classes.
        var labels = Enumerable.Range(0, 103).Select(i => i < 60 ? 0 : i < 90 ? 1 : 2).ToArray();
        var data = new Dataset(Numbered(103).Inputs.ToArray(), 1, labels);
        var split = DatasetSplit.Stratified(data, validation: 0.1, test: 0.2, seed: 1);
        int[] Counts(Dataset part) => [.. Enumerable.Range(0, 3).Select(label => part.Labels.ToArray().Count(l => l == label))];
        Assert.Equal([12, 6, 3], Counts(split.Test));
        Assert.Equal([6, 3, 1], Counts(split.Validation));
        Assert.Equal([42, 21, 9], Counts(split.Train));
        var all = split.Train.Inputs.ToArray().Concat(split.Validation.Inputs.ToArray()).Concat(split.Test.Inputs.ToArray());
        Assert.Equal(103, all.Distinct().Count());
        Assert.NotEqual(split.Train.Labels.ToArray().Order(), split.Train.Labels.ToArray());
    }

    [Fact]
    public void Impossible_shares_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Random(Numbered(10), validation: 0.5, test: 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => DatasetSplit.Random(Numbered(10), test: -0.1));
        Assert.Throws<ArgumentException>(() => DatasetSplit.Stratified(new Dataset(new float[2], 1, new float[2], 1)));
    }

    // The example of scikit-learn's StandardScaler: [[0, 0], [0, 0], [1, 1], [1, 1]] has mean 0.5 and becomes ±1; [2, 2] becomes [3, 3].
    [Fact]
    public void Standardising_gives_mean_zero_and_deviation_one()
    {
        var scaler = StandardScaler.Fit(new Dataset([0, 0, 0, 0, 1, 1, 1, 1], 2, new int[4]));
        Assert.Equal([0.5, 0.5], scaler.Means);
        Assert.Equal([0.5, 0.5], scaler.Deviations);
        float[] x = [2, 2];
        scaler.Transform(x);
        Assert.Equal([3, 3], x);
        scaler.Inverse(x);
        Assert.Equal([2, 2], x);
    }

    // The example of scikit-learn's MinMaxScaler: [[-1, 2], [-0.5, 6], [0, 10], [1, 18]] becomes [[0, 0], [0.25, 0.25], [0.5, 0.5], [1, 1]], and
    // [2, 2] becomes [1.5, 0].
    [Fact]
    public void Min_max_scaling_reaches_both_ends()
    {
        var data = new Dataset([-1, 2, -0.5f, 6, 0, 10, 1, 18], 2, new int[4]);
        var scaler = MinMaxScaler.Fit(data);
        Assert.Equal([0, 0, 0.25f, 0.25f, 0.5f, 0.5f, 1, 1], scaler.Transform(data).Inputs.ToArray());
        float[] x = [2, 2];
        scaler.Transform(x);
        Assert.Equal([1.5f, 0], x);
        Assert.Equal(-1, data.Inputs[0]);
    }

    [Fact]
    public void A_constant_feature_becomes_constant_and_not_nan()
    {
        var data = new Dataset([3, 3, 3], 1, new int[3]);
        Assert.Equal([0, 0, 0], StandardScaler.Fit(data).Transform(data).Inputs.ToArray());
        Assert.Equal([-1, -1, -1], MinMaxScaler.Fit(data, low: -1, high: 1).Transform(data).Inputs.ToArray());
    }

    [Fact]
    public void Channels_share_their_figures()
    {
        var data = new Dataset([0, 2, 10, 10, 0, 2, 30, 30], 4, new int[2]);
        var scaler = StandardScaler.FitChannels(data, channels: 2);
        Assert.Equal([1, 20], scaler.Means);
        Assert.Equal([-1, 1, -1, -1, -1, 1, 1, 1], scaler.Transform(data).Inputs.ToArray());
        Assert.Throws<ArgumentException>(() => StandardScaler.FitChannels(data, channels: 3));
        Assert.Throws<ArgumentException>(() => scaler.Transform(new float[3]));
    }

    [Fact]
    public void One_hot_rows_decode_to_their_labels()
    {
        Assert.Equal([0, 0, 1, 1, 0, 0], OneHot.Encode([2, 0], 3));
        Assert.Equal([2, 0], OneHot.Decode(OneHot.Encode([2, 0], 3), 3));
        var data = OneHot.Encode(new Dataset([1, 2], 1, [1, 0]), 2);
        Assert.Equal([0, 1, 1, 0], data.Targets.ToArray());
        Assert.Equal(2, data.TargetLength);
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode([3], 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => OneHot.Encode([-1], 3));
    }

    [Fact]
    public void Batches_deal_every_sample_once_in_an_order_of_seed_and_epoch()
    {
        var batches = new Batches(50, 16, seed: 3);
        Assert.Equal(4, batches.Count);
        int[] Order(int epoch)
        {
            batches.BeginEpoch(epoch);
            return [.. Enumerable.Range(0, batches.Count).SelectMany(i => batches[i].ToArray())];
        }

        Assert.Equal(Enumerable.Range(0, 50), Order(0).Order());
        Assert.NotEqual(Order(0), Order(1));
        Assert.Equal(Order(7), Order(7));
        Assert.Equal(2, batches[3].Length);
        Assert.Equal(3, new Batches(50, 16, dropLast: true).Count);
        Assert.Equal([48, 49], new Batches(50, 16, shuffle: false)[3].ToArray());
        Assert.Throws<ArgumentOutOfRangeException>(() => batches[4].Length);
    }

    [Fact]
    public void Every_order_of_three_samples_is_about_equally_frequent()
    {
        var counts = new Dictionary<string, int>();
        var batches = new Batches(3, 3, seed: 11);
        for (var epoch = 0; epoch < 6000; epoch++)
        {
            batches.BeginEpoch(epoch);
            var order = string.Join("", batches[0].ToArray());
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        // Six orders, 1000 each expected; five standard deviations are 144.
        Assert.Equal(6, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 856, 1144));
    }

    [Fact]
    public void Without_options_an_image_stays_as_it_is()
    {
        float[] image = [.. Enumerable.Range(0, 24).Select(i => (float)i)], changed = new float[24];
        new ImageAugmentation(2, 3, 4).Apply(image, changed, key: 99);
        Assert.Equal(image, changed);
    }

    [Fact]
    public void A_mirror_image_exchanges_left_and_right()
    {
        var changed = new float[6];
        new ImageAugmentation(1, 2, 3) { FlipProbability = 1 }.Apply([1, 2, 3, 4, 5, 6], changed, key: 1);
        Assert.Equal([3, 2, 1, 6, 5, 4], changed);
    }

    [Fact]
    public void About_half_of_the_images_are_mirrored()
    {
        var augmentation = new ImageAugmentation(1, 1, 2) { FlipProbability = 0.5f };
        var (flipped, changed) = (0, new float[2]);
        for (ulong key = 0; key < 1000; key++)
        {
            augmentation.Apply([1, 2], changed, key * 0x9E3779B97F4A7C15);
            if (changed[0] == 2) flipped++;
        }

        Assert.InRange(flipped, 421, 579);
    }

    [Fact]
    public void A_crop_is_a_shifted_image_with_zeros_behind_it_and_every_shift_occurs()
    {
        var augmentation = new ImageAugmentation(1, 3, 3) { CropPadding = 1 };
        float[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        var seen = new HashSet<string>();
        var changed = new float[9];
        for (ulong key = 0; key < 300; key++)
        {
            augmentation.Apply(image, changed, key * 0x9E3779B97F4A7C15);
            seen.Add(string.Join(' ', changed));
        }

        Assert.Equal(9, seen.Count);
        Assert.Contains("1 2 3 4 5 6 7 8 9", seen);
        Assert.Contains("5 6 0 8 9 0 0 0 0", seen);
        Assert.Contains("0 0 0 0 1 2 0 4 5", seen);
    }

    [Fact]
    public void Normalising_is_per_channel()
    {
        var changed = new float[4];
        new ImageAugmentation(2, 1, 2) { Means = [1, 2], Deviations = [2, 0.5f] }.Apply([1, 3, 2, 3], changed, key: 0);
        Assert.Equal([0, 1, 0, 2], changed);
        Assert.Throws<ArgumentException>(() => new ImageAugmentation(2, 1, 2) { Means = [1] });
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImageAugmentation(2, 1, 2) { FlipProbability = 2 });
    }

    private static Dataset Numbered(int count) => new([.. Enumerable.Range(0, count).Select(i => (float)i)], 1, new int[count]);
}
