using NetGen.Metrics;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>Metrics count the labels that count, also where there is one a position, and nothing where they throw.</summary>
public sealed class CountedLabelTests
{
    [Fact]
    public void Ignored_labels_are_left_out()
    {
        // Of (0, 1, 2) the predictions (0, 2, 2) are right twice; accuracy_score([0, 1, 2], [0, 2, 2]) = 2/3.
        int[] predicted = [0, 2, 2, 1, 0], labels = [0, 1, 2, -100, -100];
        var accuracy = new Accuracy();
        accuracy.Add(predicted, labels);
        Assert.Equal((2.0 / 3, 3), (accuracy.Value, accuracy.Count));
        var matrix = new ConfusionMatrix(3);
        matrix.Add(predicted, labels);
        Assert.Equal((2.0 / 3, 3), (matrix.Accuracy, matrix.Count));
        var iou = new MeanIoU(3);
        iou.Add(predicted, labels);
        // 1/1, 0/1 and 1/2.
        Assert.Equal(0.5, iou.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(3, ignoredLabel: null).Add(0, -100));
        var own = new Accuracy(ignoredLabel: 2);
        own.Add(predicted, labels);
        Assert.Equal((0.25, 4), (own.Value, own.Count));
        var top = new TopKAccuracy(1, ignoredLabel: 1);
        top.AddScores([0, 1, 0, 1, 1, 0], [1, 1, 0]);
        Assert.Equal((1.0, 1), (top.Value, top.Count));
    }

    [Fact]
    public void Labels_without_any_that_counts_have_no_score()
    {
        var (accuracy, top, matrix) = (new Accuracy(), new TopKAccuracy(1), new ConfusionMatrix(2));
        accuracy.AddScores([0, 1, 1, 0], [-100, -100]);
        top.AddScores([0, 1, 1, 0], [-100, -100]);
        matrix.AddScores([0, 1, float.NaN, 0], [-100, -100]);
        Assert.True(double.IsNaN(accuracy.Value) && double.IsNaN(top.Value));
        Assert.Equal((0, 0, 0), (accuracy.Count, top.Count, matrix.Count));
    }

    [Fact]
    public void One_label_a_position_is_read_as_the_network_writes_it()
    {
        // Two samples [3 classes, 4 positions]; position p of sample s names class (s + p) % 3.
        var outputs = new float[24];
        int[] labels = [0, 1, 2, 0, 1, 2, 0, -100];
        for (var i = 0; i < 8; i++) outputs[(i / 4 * 12) + (((i / 4) + (i % 4)) % 3 * 4) + (i % 4)] = 1;
        labels[2] = 1;
        var (accuracy, top, matrix) = (new Accuracy(), new TopKAccuracy(1), new ConfusionMatrix(3));
        accuracy.AddScores(outputs, labels, positions: 4);
        top.AddScores(outputs, labels, positions: 4);
        matrix.AddScores(outputs, labels, positions: 4);
        Assert.Equal((6.0 / 7, 7), (accuracy.Value, accuracy.Count));
        Assert.Equal(6.0 / 7, top.Value);
        Assert.Equal(6.0 / 7, matrix.Accuracy);
        Assert.Equal(1, matrix[1, 2]);
        Assert.Throws<ArgumentException>(() => accuracy.AddScores(outputs, labels, positions: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => accuracy.AddScores(outputs, labels, positions: 0));
    }

    [Fact]
    public void Scores_that_are_NaN_name_no_class()
    {
        var accuracy = new Accuracy();
        accuracy.AddScores([float.NaN, float.NaN, 0, float.NaN, 0, 1], [0, 0, 1]);
        Assert.Equal((1.0 / 3, 3), (accuracy.Value, accuracy.Count));
        var top = new TopKAccuracy(2);
        top.AddScores([float.NaN, 1, 0, 1], [1, 1]);
        Assert.Equal((0.5, 2), (top.Value, top.Count));
        var matrix = new ConfusionMatrix(2);
        Assert.Throws<ArgumentException>(() => matrix.AddScores([0, 1, float.NaN, 1], [1, 1]));
        Assert.Equal(0, matrix.Count);
        // The label −1 is not the prediction of NaN.
        accuracy.AddScores([float.NaN, 0], [-1]);
        Assert.Equal((1.0 / 4, 4), (accuracy.Value, accuracy.Count));
    }

    [Fact]
    public void What_throws_counts_nothing()
    {
        var (matrix, top, auc, groups) = (new ConfusionMatrix(2), new TopKAccuracy(1), new Auc(), new GroupedAuc());
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add([0, 1, 2], [0, 1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => top.AddScores([0, 1, 1, 0], [0, 2]));
        Assert.Throws<ArgumentException>(() => auc.Add([0.5f, float.NaN], [0, 1]));
        Assert.Throws<ArgumentException>(() => groups.Add(3, float.NaN, true));
        Assert.Equal((0, 0, 0, 0), (matrix.Count, top.Count, auc.Count, groups.Groups));
        Assert.Throws<ArgumentException>(() => new Accuracy().AddScores([], [0]));
        Assert.Throws<ArgumentException>(() => new Accuracy().AddScores([1, 2], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConfusionMatrix(100_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MeanAveragePrecision().Of(0, float.NaN));
    }

    [Fact]
    public void Empty_and_one_sided_sets_have_no_area()
    {
        Assert.True(double.IsNaN(new Auc().Value) && double.IsNaN(new AveragePrecision().Value) && double.IsNaN(new GroupedAuc().Value) && double.IsNaN(new R2().Value));
        var (auc, precision) = (new Auc(), new AveragePrecision());
        auc.Add([0.1f, 0.9f], [1, 1]);
        precision.Add([0.1f, 0.9f], [0, 0]);
        Assert.True(double.IsNaN(auc.Value) && double.IsNaN(precision.Value));
        // All scores are equal: chance, 1/2; average_precision_score([0, 1, 1, 0], [.5, .5, .5, .5]) = 0.5.
        (auc, precision) = (new Auc(), new AveragePrecision());
        auc.Add([0.5f, 0.5f, 0.5f, 0.5f], [0, 1, 1, 0]);
        precision.Add([0.5f, 0.5f, 0.5f, 0.5f], [0, 1, 1, 0]);
        Assert.Equal((0.5, 0.5), (auc.Value, precision.Value));
    }

    [Fact]
    public void Values_that_are_NaN_have_no_regression_score()
    {
        RegressionScores[] scores = [new MeanAbsoluteError(), new RootMeanSquaredError(), new R2()];
        foreach (var score in scores)
        {
            score.Add([1, 2, 3], [1, float.NaN, 3]);
            Assert.True(double.IsNaN(score.Value), score.GetType().Name);
            score.Reset();
            score.Add([1, float.NaN, 3], [1, 2, 3]);
            Assert.True(double.IsNaN(score.Value), score.GetType().Name);
        }
    }
}
