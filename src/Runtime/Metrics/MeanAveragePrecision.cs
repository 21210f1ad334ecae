namespace NetGen.Metrics;

/// <summary>
/// Mean average precision of a detector: per class and overlap threshold the detections of all images are ranked by score and each is right if it
/// overlaps a true box that no better one has taken; the average precisions are averaged over thresholds and classes.
/// </summary>
/// <remarks>Everingham et al. 2010, "The Pascal Visual Object Classes (VOC) Challenge"; Lin et al. 2014, "Microsoft COCO: Common Objects in Context".
/// A detection takes the free true box it overlaps most, as in COCO. Regions that mark a crowd are not known here.</remarks>
public sealed class MeanAveragePrecision
{
    private readonly float[] _thresholds;
    private readonly PrecisionInterpolation _interpolation;
    private readonly int _maxDetections;
    private readonly List<(Detection[] Found, TrueBox[] Truths)> _images = [];

    /// <summary>An empty collection.</summary>
    /// <param name="thresholds">Overlaps (intersection over union) from which a detection is right; by default COCO's 0.5, 0.55, …, 0.95.</param>
    /// <param name="interpolation">How precision over recall is averaged.</param>
    /// <param name="maxDetections">Only this many best-scored detections of each class count on an image.</param>
    public MeanAveragePrecision(
        IReadOnlyList<float>? thresholds = null, PrecisionInterpolation interpolation = PrecisionInterpolation.Points101, int maxDetections = 100)
    {
        _thresholds = thresholds is null ? [.. Enumerable.Range(0, 10).Select(i => (50 + (5 * i)) / 100f)] : [.. thresholds];
        if (_thresholds.Length == 0 || !_thresholds.All(threshold => threshold is > 0 and <= 1))
            throw new ArgumentException("There must be thresholds, each above 0 and at most 1.", nameof(thresholds));
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxDetections);
        _interpolation = interpolation;
        _maxDetections = maxDetections;
    }

    /// <summary>The mean over the thresholds and over the classes that have true boxes; NaN without any.</summary>
    public double Value => Mean(_thresholds.SelectMany(threshold => Labels().Select(label => Of(label, threshold))));

    /// <summary>Adds what was found on an image and what is really there.</summary>
    public void AddImage(ReadOnlySpan<Detection> found, ReadOnlySpan<TrueBox> truths) => _images.Add((found.ToArray(), truths.ToArray()));

    /// <summary>The mean over the classes at one threshold.</summary>
    public double At(float threshold) => Mean(Labels().Select(label => Of(label, threshold)));

    /// <summary>The average precision of one class at one threshold; NaN if it has no true boxes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not above 0 and at most 1.</exception>
    public double Of(int label, float threshold)
    {
        if (!(threshold is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "A threshold is above 0 and at most 1.");
        var truths = _images.Sum(image => image.Truths.Count(truth => truth.Label == label && !truth.IsDifficult));
        if (truths == 0) return double.NaN;
        var judged = _images.SelectMany(image => Judge(image.Found, image.Truths, label, threshold)).OrderByDescending(detection => detection.Score);
        var curve = new List<(double Recall, double Precision)>();
        var (right, all) = (0, 0);
        foreach (var (_, isRight) in judged)
        {
            all++;
            if (isRight) right++;
            curve.Add(((double)right / truths, (double)right / all));
        }

        return Average(curve);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => _images.Clear();

    private static double Mean(IEnumerable<double> values) => values.DefaultIfEmpty(double.NaN).Average();

    private List<int> Labels()
    {
        var truths = _images.SelectMany(image => image.Truths).Where(truth => !truth.IsDifficult);
        return [.. truths.Select(truth => truth.Label).Distinct().Order()];
    }

    // The detections of one class on one image: right or wrong; those that meet a difficult box are neither and are left out.
    private IEnumerable<(float Score, bool IsRight)> Judge(Detection[] found, TrueBox[] truths, int label, float threshold)
    {
        var taken = new bool[truths.Length];
        var ranked = found.Where(detection => detection.Label == label).OrderByDescending(detection => detection.Score);
        foreach (var detection in ranked.Take(_maxDetections))
        {
            var (best, overlap, bestIsDifficult) = (-1, threshold, true);
            for (var t = 0; t < truths.Length; t++)
            {
                if (truths[t].Label != label || taken[t]) continue;
                var iou = detection.Box.IoU(truths[t].Box);
                // A real box is preferred to a difficult one, however much that one overlaps.
                if (iou < threshold || (truths[t].IsDifficult && !bestIsDifficult)) continue;
                if (iou < overlap && truths[t].IsDifficult == bestIsDifficult) continue;
                (best, overlap, bestIsDifficult) = (t, iou, truths[t].IsDifficult);
            }

            if (best >= 0 && bestIsDifficult) continue;
            if (best >= 0) taken[best] = true;
            yield return (detection.Score, best >= 0);
        }
    }

    // The interpolated precision at a recall is the best precision at that recall or beyond.
    private double Average(List<(double Recall, double Precision)> curve)
    {
        for (var i = curve.Count - 2; i >= 0; i--) curve[i] = (curve[i].Recall, Math.Max(curve[i].Precision, curve[i + 1].Precision));
        if (_interpolation == PrecisionInterpolation.Area)
            return curve.Select((point, i) => (point.Recall - (i == 0 ? 0 : curve[i - 1].Recall)) * point.Precision).Sum();
        var last = _interpolation == PrecisionInterpolation.Points101 ? 100 : 10;
        return Enumerable.Range(0, last + 1).Average(i => curve.Find(point => point.Recall >= ((double)i / last) - 1e-12).Precision);
    }
}
