namespace NetGen.Metrics;

/// <summary>The share of samples whose label is among the k largest scores; of equal scores the one of the lower class counts as larger.</summary>
/// <remarks>Where a score is NaN, none is among the largest.</remarks>
public sealed class TopKAccuracy
{
    private readonly int _k;
    private readonly int? _ignored;
    private long _right;

    /// <summary>An empty count.</summary>
    /// <param name="k">How many of the largest scores count.</param>
    /// <param name="ignoredLabel">A label that does not count; by default −100, as in the losses. Null for none.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive.</exception>
    public TopKAccuracy(int k, int? ignoredLabel = Scores.IgnoredLabel)
    {
        _ignored = ignoredLabel;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        _k = k;
    }

    /// <summary>Labels counted.</summary>
    public long Count { get; private set; }

    /// <summary>The share, NaN without labels that count.</summary>
    public double Value => (double)_right / Count;

    /// <summary>Counts samples by their outputs.</summary>
    /// <param name="outputs">The scores: [classes, positions] a sample, as a network yields them.</param>
    /// <param name="labels">One a position.</param>
    /// <param name="positions">Positions (pixels, time steps) of a sample; 1 where a sample has one label.</param>
    /// <exception cref="ArgumentException">There is not a score for each label and class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the classes; none is then counted.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int positions = 1)
    {
        var classes = Scores.Classes(outputs.Length, labels.Length, positions);
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes && labels[i] != _ignored)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"Label {i} is not one of {classes} classes.");
        }

        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == _ignored) continue;
            if (IsAmongLargest(Scores.Row(outputs, i, classes, positions), classes, positions, labels[i])) _right++;
            Count++;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_right, Count) = (0, 0);

    private bool IsAmongLargest(ReadOnlySpan<float> scores, int classes, int stride, int label)
    {
        var (ahead, own) = (0, scores[label * stride]);
        for (var c = 0; c < classes; c++)
        {
            var score = scores[c * stride];
            if (float.IsNaN(score)) return false;
            if (score > own || (score == own && c < label)) ahead++;
        }

        return ahead < _k;
    }
}
