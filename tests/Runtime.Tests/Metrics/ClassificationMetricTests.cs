using NetGen.Metrics;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>
/// Counts and scores of classifiers; expected values are hand-derived or stand in the documentation of scikit-learn's function of that name.
/// </summary>
public sealed class ClassificationMetricTests
{
    [Fact]
    public void Accuracy_counts_over_all_calls()
    {
        // accuracy_score([0, 1, 2, 3], [0, 2, 1, 3]) = 0.5
        var accuracy = new Accuracy();
        Assert.True(double.IsNaN(accuracy.Value));
        accuracy.Add([0, 2], [0, 1]);
        accuracy.AddScores([0, 9, 1, 0, 1, 2, 3, 9], [2, 3]);
        Assert.Equal((0.5, 4), (accuracy.Value, accuracy.Count));
        accuracy.Reset();
        Assert.Equal(0, accuracy.Count);
        Assert.Throws<ArgumentException>(() => accuracy.Add([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => accuracy.AddScores([1, 2, 3], [1, 2]));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(2, 0.75)]
    [InlineData(3, 1)]
    public void Top_k_looks_at_the_k_best(int k, double expected)
    {
        // top_k_accuracy_score([0, 1, 2, 2], …, k=2) = 0.75; by hand 2 of 4 for k = 1.
        var accuracy = new TopKAccuracy(k);
        accuracy.AddScores([0.5f, 0.2f, 0.2f, 0.3f, 0.4f, 0.2f], [0, 1]);
        accuracy.AddScores([0.2f, 0.4f, 0.3f, 0.7f, 0.2f, 0.1f], [2, 2]);
        Assert.Equal(expected, accuracy.Value);
    }

    [Fact]
    public void Equal_scores_do_not_all_count_as_best()
    {
        var accuracy = new TopKAccuracy(1);
        accuracy.AddScores([0, 0, 0, 0, 0, 0], [0, 1]);
        Assert.Equal(0.5, accuracy.Value);
        Assert.Throws<ArgumentOutOfRangeException>(() => accuracy.AddScores([0, 0], [2]));
    }

    [Fact]
    public void The_confusion_matrix_has_a_row_per_label()
    {
        // confusion_matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]) = [[2, 0, 0], [0, 0, 1], [1, 0, 2]]
        var matrix = Matrix([2, 0, 2, 2, 0, 1], [0, 0, 2, 2, 0, 2]);
        Assert.Equal([2, 0, 0, 0, 0, 1, 1, 0, 2], Enumerable.Range(0, 9).Select(i => matrix[i / 3, i % 3]));
        Assert.Equal(6, matrix.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(3, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.Add(0, -1));
    }

    [Fact]
    public void The_confusion_matrix_prints_aligned()
    {
        var matrix = new ConfusionMatrix(2, ["cat", "elephant"]);
        for (var i = 0; i < 1234; i++) matrix.Add(0, 0);
        matrix.Add(1, 0);
        matrix.Add(0, 1);
        Assert.Equal(
            "label \\ predicted   cat  elephant\n" +
            "cat                1234         1\n" +
            "elephant              1         0\n",
            matrix.ToString());
    }

    [Fact]
    public void Precision_recall_and_f_agree_with_the_documented_values()
    {
        // precision_score, recall_score and fbeta_score of y_true = [0, 1, 2, 0, 1, 2], y_pred = [0, 2, 1, 0, 0, 1].
        var matrix = Matrix([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1]);
        Assert.Equal(0.22, matrix.Precision(Averaging.Macro), 0.005);
        Assert.Equal(0.33, matrix.Precision(Averaging.Micro), 0.005);
        Assert.Equal(0.22, matrix.Precision(Averaging.Weighted), 0.005);
        Assert.Equal([2.0 / 3, 0, 0], Enumerable.Range(0, 3).Select(matrix.Precision));
        Assert.Equal(0.33, matrix.Recall(Averaging.Macro), 0.005);
        Assert.Equal([1, 0, 0], Enumerable.Range(0, 3).Select(matrix.Recall));
        Assert.Equal(0.24, matrix.FBeta(Averaging.Macro, 0.5), 0.005);
        Assert.Equal(0.71, matrix.FBeta(0, 0.5), 0.005);
        Assert.Equal(0.27, matrix.FBeta(Averaging.Macro), 0.005);
        Assert.Equal(0.8, matrix.FBeta(0), 1e-12);
        Assert.Equal(1.0 / 3, matrix.Accuracy, 1e-12);
        Assert.Throws<ArgumentOutOfRangeException>(() => matrix.FBeta(0, 0));
    }

    [Fact]
    public void Sensitivity_and_specificity_are_the_rates_of_a_medical_test()
    {
        // 30 ill: 20 found; 100 well: 90 cleared.
        var matrix = new ConfusionMatrix(2);
        for (var i = 0; i < 130; i++) matrix.Add(predicted: i < 20 || i >= 120 ? 1 : 0, label: i < 30 ? 1 : 0);
        Assert.Equal(20.0 / 30, matrix.Sensitivity(1), 1e-12);
        Assert.Equal(0.9, matrix.Specificity(1), 1e-12);
        Assert.Equal((20.0 / 30 + 0.9) / 2, matrix.BalancedAccuracy, 1e-12);
    }

    [Fact]
    public void Mean_iou_and_dice_average_over_the_classes_that_occur()
    {
        // jaccard_score([0, 1, 2, 2], [0, 2, 1, 2], average=None) = [1, 0, 0.33…]; Dice = 2J/(1 + J).
        var (iou, dice) = (new MeanIoU(4, ignoredLabel: 255), new Dice(4));
        iou.Add([0, 2, 1, 2, 3], [0, 1, 2, 2, 255]);
        dice.Add([0, 2, 1, 2], [0, 1, 2, 2]);
        Assert.Equal([1, 0, 1.0 / 3], Enumerable.Range(0, 3).Select(iou.Of));
        Assert.True(double.IsNaN(iou.Of(3)));
        Assert.Equal(4.0 / 9, iou.Value, 1e-12);
        Assert.Equal((1 + 0 + 0.5) / 3, dice.Value, 1e-12);
    }

    private static ConfusionMatrix Matrix(ReadOnlySpan<int> labels, ReadOnlySpan<int> predicted)
    {
        var matrix = new ConfusionMatrix(3);
        matrix.Add(predicted, labels);
        return matrix;
    }
}
