namespace NetGen.Metrics;

/// <summary>The share of right predictions.</summary>
public sealed class Accuracy
{
    private long _right;

    /// <summary>Samples counted.</summary>
    public long Count { get; private set; }

    /// <summary>The share, NaN without samples.</summary>
    public double Value => (double)_right / Count;

    /// <summary>Counts samples by their predicted classes.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        Scores.RequireEqual(predicted.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++) if (predicted[i] == labels[i]) _right++;
        Count += labels.Length;
    }

    /// <summary>Counts samples by their outputs, one row of scores per label; the largest score is the prediction.</summary>
    /// <exception cref="ArgumentException">The outputs are not whole rows.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        if (labels.IsEmpty) return;
        var classes = outputs.Length / labels.Length;
        Scores.RequireRows(outputs.Length, labels.Length, classes);
        for (var i = 0; i < labels.Length; i++) if (Scores.ArgMax(outputs.Slice(i * classes, classes)) == labels[i]) _right++;
        Count += labels.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_right, Count) = (0, 0);
}
