using NetGen.Metrics;
using Xunit;

namespace NetGen.Tests.Metrics;

/// <summary>Boxes: overlaps, suppression, anchors and mean average precision; expected values are derived by hand beside each case.</summary>
public sealed class DetectionMetricTests
{
    private static readonly Box s_unit = new(0, 0, 10, 10);

    [Fact]
    public void Overlap_is_intersection_over_union()
    {
        Assert.Equal(1, s_unit.IoU(s_unit));
        // 5 × 5 of 100 + 100 − 25.
        Assert.Equal(25f / 175, s_unit.IoU(new Box(5, 5, 15, 15)), 1e-6f);
        Assert.Equal(0, s_unit.IoU(new Box(10, 0, 20, 10)));
        Assert.Equal(0, new Box(5, 5, 5, 5).IoU(new Box(5, 5, 5, 5)));
        Assert.Equal(0, s_unit.IoU(new Box(8, 8, 2, 2)));
    }

    [Fact]
    public void Suppression_keeps_the_best_of_overlapping_boxes()
    {
        Box[] boxes = [s_unit, new(1, 0, 11, 10), new(20, 20, 30, 30), new(0, 6, 10, 16)];
        float[] scores = [0.8f, 0.9f, 0.7f, 0.95f];
        // Overlaps: 0–1 is 90/110; 0–3 is 40/160; 1–3 is 36/164.
        Assert.Equal([3, 1, 2], NonMaximumSuppression.Select(boxes, scores, iouThreshold: 0.5f));
        Assert.Equal([3, 2], NonMaximumSuppression.Select(boxes, scores, iouThreshold: 0.2f));
        Assert.Equal([3, 1, 0, 2], NonMaximumSuppression.Select(boxes, scores, iouThreshold: 0.5f, classes: [1, 0, 0, 0]));
        Assert.Equal([3, 1], NonMaximumSuppression.Select(boxes, scores, scoreThreshold: 0.75f));
        Assert.Equal([3], NonMaximumSuppression.Select(boxes, scores, maxBoxes: 1));
        Assert.Equal([0], NonMaximumSuppression.Select([s_unit, s_unit, s_unit], [0.5f, 0.5f, float.NaN]));
        Assert.Throws<ArgumentException>(() => NonMaximumSuppression.Select(boxes, [1]));
    }

    [Fact]
    public void Prior_boxes_agree_with_the_published_example()
    {
        // "Dive into Deep Learning", 14.4: an image of 561 × 728, sizes 0.75, 0.5, 0.25, ratios 1, 2, 0.5; the first box of pixel (250, 250) is
        // 0.06, 0.07, 0.63, 0.82.
        var boxes = AnchorBoxes.Prior(561, 728, [0.75f, 0.5f, 0.25f], [1, 2, 0.5f]);
        Assert.Equal(2042040, boxes.Length);
        var box = boxes[((250 * 728) + 250) * 5];
        Assert.Equal([0.06, 0.07, 0.63, 0.82], new double[] { box.Left, box.Top, box.Right, box.Bottom }.Select(x => Math.Round(x, 2)));
    }

    [Fact]
    public void Grid_boxes_have_the_area_of_their_size_whatever_the_ratio()
    {
        var boxes = AnchorBoxes.Grid(2, 3, stride: 16, sizes: [32, 64], ratios: [0.5f, 1, 2]);
        Assert.Equal(2 * 3 * 6, boxes.Length);
        Assert.Equal(new Box(-8, -8, 24, 24), boxes[1]);
        Assert.All(boxes, (box, i) => Assert.Equal(i % 6 < 3 ? 32 * 32 : 64 * 64, box.Area, 0.1f));
        Assert.Equal(2, boxes[2].Width / boxes[2].Height, 1e-5f);
        Assert.Equal((40, 24), ((boxes[35].Left + boxes[35].Right) / 2, (boxes[35].Top + boxes[35].Bottom) / 2));
    }

    [Fact]
    public void Every_true_box_gets_an_anchor_even_below_the_threshold()
    {
        Box[] anchors = [s_unit, new(0, 0, 10, 9), new(100, 100, 110, 110), new(50, 50, 60, 60)];
        Box[] truths = [new(0, 0, 10, 10), new(104, 104, 114, 114)];
        // The second true box overlaps anchor 2 by 36/164 only, but has no better one.
        Assert.Equal([0, 0, 1, -1], AnchorBoxes.Match(anchors, truths, iouThreshold: 0.5f));
        Assert.Equal([0, -1, 1, -1], AnchorBoxes.Match(anchors, truths, iouThreshold: 0.95f));
    }

    [Fact]
    public void Two_true_boxes_do_not_share_their_best_anchor()
    {
        Box[] truths = [s_unit, new(0, 0, 10, 11)];
        Assert.Equal([0, 1], AnchorBoxes.Match([s_unit, new Box(2, 0, 12, 10)], truths, iouThreshold: 0.99f));
    }

    [Fact]
    public void Offsets_lead_back_to_the_box()
    {
        var (anchor, truth) = (new Box(10, 20, 30, 60), new Box(14, 18, 34, 98));
        var offset = AnchorBoxes.Encode(anchor, truth);
        // Centres (20, 40) and (24, 58); extents 20 × 40 and 20 × 80.
        Assert.Equal([4f / 20 / 0.1f, 18f / 40 / 0.1f, 0, MathF.Log(2) / 0.2f], [offset.X, offset.Y, offset.Width, offset.Height]);
        var box = AnchorBoxes.Decode(anchor, offset);
        Assert.Equal([14f, 18, 34, 98], new[] { box.Left, box.Top, box.Right, box.Bottom }.Select(x => MathF.Round(x, 3)));
    }

    // Two true boxes; ranked detections: right, wrong, right. Precision 1, 1/2, 2/3 at recall 1/2, 1/2, 1; interpolated 1 up to 1/2, 2/3 beyond.
    [Theory]
    [InlineData(PrecisionInterpolation.Area, (0.5 * 1) + (0.5 * 2 / 3))]
    [InlineData(PrecisionInterpolation.Points11, ((6 * 1) + (5 * 2.0 / 3)) / 11)]
    [InlineData(PrecisionInterpolation.Points101, ((51 * 1) + (50 * 2.0 / 3)) / 101)]
    public void Average_precision_follows_the_ranking(PrecisionInterpolation interpolation, double expected)
    {
        var metric = new MeanAveragePrecision([0.5f], interpolation);
        metric.AddImage([new(s_unit, 0, 0.9f), new(new Box(50, 50, 60, 60), 0, 0.8f)], [new(s_unit, 0)]);
        metric.AddImage([new(s_unit, 0, 0.7f)], [new(s_unit, 0)]);
        Assert.Equal(expected, metric.Value, 1e-12);
    }

    [Fact]
    public void A_second_detection_of_a_box_is_wrong()
    {
        var metric = new MeanAveragePrecision([0.5f], PrecisionInterpolation.Area);
        var other = new Box(20, 0, 30, 10);
        metric.AddImage([new(s_unit, 0, 0.9f), new(new Box(0, 0, 10, 9), 0, 0.8f), new(other, 0, 0.7f)], [new(s_unit, 0), new(other, 0)]);
        Assert.Equal(0.5 + (0.5 * 2 / 3), metric.Value, 1e-12);
    }

    [Fact]
    public void Thresholds_and_classes_are_averaged()
    {
        var metric = new MeanAveragePrecision();
        // Class 0 overlaps by 0.8: right at 0.5, …, 0.8, so at seven of ten thresholds. Class 1 is missed. Class 2 has no true box and does not
        // count.
        metric.AddImage([new(new Box(0, 0, 10, 8), 0, 0.9f), new(s_unit, 2, 0.9f)], [new(s_unit, 0), new(s_unit, 1)]);
        Assert.Equal((0.5, 0), (metric.At(0.5f), metric.At(0.95f)));
        Assert.Equal(0.35, metric.Value, 1e-12);
        Assert.Equal(1, metric.Of(0, 0.75f));
        Assert.Equal(0, metric.Of(1, 0.5f));
        Assert.True(double.IsNaN(metric.Of(2, 0.5f)));
    }

    [Fact]
    public void Difficult_boxes_neither_help_nor_harm()
    {
        var metric = new MeanAveragePrecision([0.5f], PrecisionInterpolation.Area);
        var hidden = new Box(40, 0, 50, 10);
        metric.AddImage([new(hidden, 0, 0.95f), new(s_unit, 0, 0.9f)], [new(s_unit, 0), new(hidden, 0, IsDifficult: true)]);
        Assert.Equal(1, metric.Value);
    }

    [Fact]
    public void Only_the_best_detections_of_an_image_count()
    {
        var metric = new MeanAveragePrecision([0.5f], PrecisionInterpolation.Area, maxDetections: 1);
        metric.AddImage([new(s_unit, 0, 0.5f), new(new Box(40, 0, 50, 10), 0, 0.9f)], [new(s_unit, 0)]);
        Assert.Equal(0, metric.Value);
        Assert.Throws<ArgumentException>(() => new MeanAveragePrecision([0]));
    }
}
