namespace NetGen.Metrics;

/// <summary>The share of right predictions among the labels that count.</summary>
/// <param name="ignoredLabel">A label that does not count; by default −100, as in the losses. Null for none.</param>
public sealed class Accuracy(int? ignoredLabel = Scores.IgnoredLabel)
{
    private long _right;

    /// <summary>Labels counted.</summary>
    public long Count { get; private set; }

    /// <summary>The share, NaN without labels that count.</summary>
    public double Value => (double)_right / Count;

    /// <summary>Counts samples by their predicted classes.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        Scores.RequireEqual(predicted.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++) Take(predicted[i], labels[i]);
    }

    /// <summary>Counts samples by their outputs; the largest score is the prediction, and where one is NaN there is none.</summary>
    /// <param name="outputs">The scores: [classes, positions] a sample, as a network yields them.</param>
    /// <param name="labels">One a position.</param>
    /// <param name="positions">Positions (pixels, time steps) of a sample; 1 where a sample has one label.</param>
    /// <exception cref="ArgumentException">There is not a score for each label and class.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int positions = 1)
    {
        var classes = Scores.Classes(outputs.Length, labels.Length, positions);
        for (var i = 0; i < labels.Length; i++)
        {
            var predicted = Scores.ArgMax(Scores.Row(outputs, i, classes, positions), classes, positions);
            if (predicted >= 0) Take(predicted, labels[i]);
            else if (labels[i] != ignoredLabel) Count++;
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset() => (_right, Count) = (0, 0);

    private void Take(int predicted, int label)
    {
        if (label == ignoredLabel) return;
        Count++;
        if (predicted == label) _right++;
    }
}
