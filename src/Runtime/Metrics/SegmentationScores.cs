namespace NetGen.Metrics;

/// <summary>Counts positions (pixels) of a segmentation, those with an ignored label left out.</summary>
public abstract class SegmentationScores
{
    private protected SegmentationScores(int classes, int? ignoredLabel)
    {
        Matrix = new ConfusionMatrix(classes, ignoredLabel: ignoredLabel);
    }

    /// <summary>The counts.</summary>
    public ConfusionMatrix Matrix { get; }

    /// <summary>The mean score of the classes that a label or a prediction names; NaN without any.</summary>
    public double Value => Enumerable.Range(0, Matrix.Classes).Select(Of).Where(score => !double.IsNaN(score)).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The score of a class; NaN if neither a label nor a prediction names it.</summary>
    public abstract double Of(int label);

    /// <summary>Counts positions.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist; nothing is then counted.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels) => Matrix.Add(predicted, labels);

    /// <summary>Forgets everything.</summary>
    public void Reset() => Matrix.Reset();
}

/// <summary>Mean intersection over union: TP/(TP + FP + FN) of each class over all positions, averaged over the classes.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="ignoredLabel">A label whose positions do not count; by default −100, as in the losses. Null for none.</param>
public sealed class MeanIoU(int classes, int? ignoredLabel = Scores.IgnoredLabel) : SegmentationScores(classes, ignoredLabel)
{
    /// <inheritdoc/>
    public override double Of(int label) => Matrix.IntersectionOverUnion(label);
}

/// <summary>Dice coefficient: 2·TP/(2·TP + FP + FN) of each class over all positions, averaged over the classes.</summary>
/// <param name="classes">How many classes there are.</param>
/// <param name="ignoredLabel">A label whose positions do not count; by default −100, as in the losses. Null for none.</param>
public sealed class Dice(int classes, int? ignoredLabel = Scores.IgnoredLabel) : SegmentationScores(classes, ignoredLabel)
{
    /// <inheritdoc/>
    public override double Of(int label) => Matrix.Dice(label);
}
