namespace NetGen.Metrics;

/// <summary>The share of samples whose label is among the k largest scores; of equal scores the one of the lower class counts as larger.</summary>
public sealed class TopKAccuracy
{
    private readonly int _k;
    private long _right;

    /// <summary>An empty count.</summary>
    /// <exception cref="ArgumentOutOfRangeException">k is not positive.</exception>
    public TopKAccuracy(int k)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(k);
        _k = k;
    }

    /// <summary>Samples counted.</summary>
    public long Count { get; private set; }

    /// <summary>The share, NaN without samples.</summary>
    public double Value => (double)_right / Count;

    /// <summary>Counts samples by their outputs, one row of scores per label.</summary>
    /// <exception cref="ArgumentException">The outputs are not whole rows.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not one of the row's classes.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty) return;
        var classes = outputs.Length / labels.Length;
        Scores.RequireRows(outputs.Length, labels.Length, classes);
        for (var i = 0; i < labels.Length; i++)
        {
            var row = outputs.Slice(i * classes, classes);
            var label = labels[i];
            if ((uint)label >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), label, $"Label {i} is not one of {classes} classes.");
            var ahead = 0;
            for (var c = 0; c < classes; c++) if (row[c] > row[label] || (row[c] == row[label] && c < label)) ahead++;
            if (ahead < _k && !float.IsNaN(row[label])) _right++;
        }

        Count += labels.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_right, Count) = (0, 0);
}
