namespace NetGen.Metrics;

/// <summary>A point of the precision-recall curve.</summary>
/// <param name="Threshold">Scores of at least this are called positive.</param>
/// <param name="Precision">TP/(TP + FP).</param>
/// <param name="Recall">TP/positives.</param>
public readonly record struct PrecisionRecallPoint(float Threshold, double Precision, double Recall);

/// <summary>Precision against recall over all thresholds. Recalls are NaN without positive samples.</summary>
public sealed class PrecisionRecallCurve : BinaryScores
{
    /// <summary>The points from the lowest threshold (recall 1) to precision 1 and recall 0 at threshold ∞, one per distinct score.</summary>
    public IReadOnlyList<PrecisionRecallPoint> Points()
    {
        var points = new List<PrecisionRecallPoint> { new(float.PositiveInfinity, 1, 0) };
        foreach (var (threshold, right, wrong) in Thresholds())
            points.Add(new PrecisionRecallPoint(threshold, (double)right / (right + wrong), (double)right / Positives));
        points.Reverse();
        return points;
    }
}

/// <summary>Average precision: Σ (Rₙ − Rₙ₋₁)·Pₙ over the thresholds, without interpolation. NaN without positive samples.</summary>
public sealed class AveragePrecision : BinaryScores
{
    /// <summary>The average precision.</summary>
    public double Value
    {
        get
        {
            double sum = 0;
            var last = 0;
            foreach (var (_, truePositives, falsePositives) in Thresholds())
            {
                sum += (truePositives - last) * ((double)truePositives / (truePositives + falsePositives));
                last = truePositives;
            }

            return Positives == 0 ? double.NaN : sum / Positives;
        }
    }
}
