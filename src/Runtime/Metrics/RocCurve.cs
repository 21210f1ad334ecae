namespace NetGen.Metrics;

/// <summary>A point of the receiver operating characteristic.</summary>
/// <param name="Threshold">Scores of at least this are called positive.</param>
/// <param name="FalsePositiveRate">FP/negatives.</param>
/// <param name="TruePositiveRate">TP/positives.</param>
public readonly record struct RocPoint(float Threshold, double FalsePositiveRate, double TruePositiveRate);

/// <summary>The receiver operating characteristic: true against false positive rate over all thresholds.</summary>
/// <remarks>Fawcett 2006, "An introduction to ROC analysis". Rates are NaN where a class has no samples.</remarks>
public sealed class RocCurve : BinaryScores
{
    /// <summary>The points from (0, 0) at threshold ∞ to (1, 1), one per distinct score.</summary>
    public IReadOnlyList<RocPoint> Points()
    {
        var points = new List<RocPoint> { new(float.PositiveInfinity, Negatives == 0 ? double.NaN : 0, Positives == 0 ? double.NaN : 0) };
        foreach (var (threshold, truePositives, falsePositives) in Thresholds())
            points.Add(new RocPoint(threshold, (double)falsePositives / Negatives, (double)truePositives / Positives));
        return points;
    }
}

/// <summary>
/// The area under the receiver operating characteristic: the probability that a positive sample scores higher than a negative one, equal scores
/// counting half. NaN unless both kinds occur.
/// </summary>
/// <remarks>Hanley and McNeil 1982, "The meaning and use of the area under a receiver operating characteristic (ROC) curve".</remarks>
public sealed class Auc : BinaryScores
{
    /// <summary>The area.</summary>
    public double Value
    {
        get
        {
            double area = 0;
            var (lastTrue, lastFalse) = (0, 0);
            foreach (var (_, truePositives, falsePositives) in Thresholds())
            {
                area += (falsePositives - lastFalse) * ((double)truePositives + lastTrue) / 2;
                (lastTrue, lastFalse) = (truePositives, falsePositives);
            }

            return Positives == 0 || Negatives == 0 ? double.NaN : area / Positives / Negatives;
        }
    }
}
