using NetGen.Metrics;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>Curves over all thresholds; the four-sample case and its values are those of scikit-learn's documentation.</summary>
public sealed class RankingMetricTests
{
    private static readonly float[] s_scores = [0.1f, 0.4f, 0.35f, 0.8f];
    private static readonly int[] s_labels = [0, 0, 1, 1];

    [Fact]
    public void The_roc_curve_agrees_with_the_documented_values()
    {
        // roc_curve: fpr = [0, 0, 0.5, 0.5, 1], tpr = [0, 0.5, 0.5, 1, 1], thresholds = [inf, 0.8, 0.4, 0.35, 0.1].
        var points = Filled(new RocCurve()).Points();
        Assert.Equal([0, 0, 0.5, 0.5, 1], points.Select(point => point.FalsePositiveRate));
        Assert.Equal([0, 0.5, 0.5, 1, 1], points.Select(point => point.TruePositiveRate));
        Assert.Equal([float.PositiveInfinity, 0.8f, 0.4f, 0.35f, 0.1f], points.Select(point => point.Threshold));
    }

    [Fact]
    public void The_precision_recall_curve_agrees_with_the_documented_values()
    {
        // precision_recall_curve: precision = [0.5, 0.667, 0.5, 1, 1], recall = [1, 1, 0.5, 0.5, 0], thresholds = [0.1, 0.35, 0.4, 0.8].
        var points = Filled(new PrecisionRecallCurve()).Points();
        Assert.Equal([0.5, 2.0 / 3, 0.5, 1, 1], points.Select(point => point.Precision));
        Assert.Equal([1, 1, 0.5, 0.5, 0], points.Select(point => point.Recall));
        Assert.Equal([0.1f, 0.35f, 0.4f, 0.8f], points.SkipLast(1).Select(point => point.Threshold));
    }

    [Fact]
    public void Areas_agree_with_the_documented_values()
    {
        // roc_auc_score = 0.75, average_precision_score = 0.83.
        Assert.Equal(0.75, Filled(new Auc()).Value);
        Assert.Equal(0.83, Filled(new AveragePrecision()).Value, 0.005);
    }

    [Fact]
    public void Equal_scores_count_half()
    {
        var auc = new Auc();
        auc.Add([1, 1, 1, 1, 2], [0, 1, 0, 1, 1]);
        // Six pairs: four ties count half, two are right.
        Assert.Equal(4.0 / 6, auc.Value, 1e-12);
    }

    [Fact]
    public void The_area_is_the_share_of_rightly_ordered_pairs()
    {
        var random = new Random(4);
        var auc = new Auc();
        var samples = Enumerable.Range(0, 300).Select(_ => (Score: random.Next(40) / 10f, Positive: random.Next(3) == 0)).ToList();
        foreach (var (score, positive) in samples) auc.Add(score, positive);
        var pairs =
            from p in samples
            where p.Positive
            from n in samples
            where !n.Positive
            select p.Score > n.Score ? 1 : p.Score == n.Score ? 0.5 : 0;
        Assert.Equal(pairs.Average(), auc.Value, 1e-12);
    }

    [Fact]
    public void One_kind_of_sample_has_no_area()
    {
        var auc = new Auc();
        auc.Add([1, 2], [1, 1]);
        Assert.True(double.IsNaN(auc.Value));
        Assert.Throws<ArgumentException>(() => auc.Add(float.NaN, true));
    }

    [Fact]
    public void Grouped_auc_weights_groups_and_leaves_out_those_without_an_area()
    {
        var grouped = new GroupedAuc();
        // Group 1: AUC 1 over 2 samples; group 2: AUC 0.5 over 4 samples (one of two positives above each negative); group 3: positives only.
        grouped.Add(1, 0.9f, true);
        grouped.Add(1, 0.1f, false);
        foreach (var (score, positive) in new[] { (0.4f, true), (0.3f, false), (0.2f, false), (0.1f, true) }) grouped.Add(2, score, positive);
        grouped.Add(3, 0.5f, true);
        Assert.Equal(((2 * 1.0) + (4 * 0.5)) / 6, grouped.Value, 1e-12);
        Assert.Equal(3, grouped.Groups);
    }

    private static T Filled<T>(T metric)
        where T : BinaryScores
    {
        metric.Add(s_scores, s_labels);
        return metric;
    }
}
