namespace NetGen.Metrics;

/// <summary>Collects scored samples of which each is positive or negative; what is computed from them looks at every threshold.</summary>
public abstract class BinaryScores
{
    private readonly List<(float Score, bool Positive)> _samples = [];

    /// <summary>Samples collected.</summary>
    public int Count => _samples.Count;

    /// <summary>Positive samples collected.</summary>
    public int Positives { get; private set; }

    /// <summary>Negative samples collected.</summary>
    public int Negatives => Count - Positives;

    /// <summary>Adds a sample.</summary>
    /// <param name="score">The larger, the more likely positive.</param>
    /// <param name="positive">What it really is.</param>
    /// <exception cref="ArgumentException">The score is NaN, which has no rank.</exception>
    public void Add(float score, bool positive)
    {
        RequireRank(score);
        _samples.Add((score, positive));
        if (positive) Positives++;
    }

    /// <summary>Adds samples; a label of 0 is negative, any other positive.</summary>
    /// <exception cref="ArgumentException">The lengths differ, or a score is NaN; no sample is then added.</exception>
    public void Add(ReadOnlySpan<float> scores, ReadOnlySpan<int> labels)
    {
        Scores.RequireEqual(scores.Length, labels.Length);
        foreach (var score in scores) RequireRank(score);
        for (var i = 0; i < labels.Length; i++) Add(scores[i], labels[i] != 0);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        _samples.Clear();
        Positives = 0;
    }

    /// <exception cref="ArgumentException">The score is NaN.</exception>
    internal static void RequireRank(float score)
    {
        if (float.IsNaN(score)) throw new ArgumentException("A score of NaN has no rank.", nameof(score));
    }

    /// <summary>The counts of positives and negatives scored at or above each distinct score, from the highest score to the lowest.</summary>
    private protected IEnumerable<(float Threshold, int TruePositives, int FalsePositives)> Thresholds()
    {
        var sorted = _samples.ToArray();
        Array.Sort(sorted, (a, b) => b.Score.CompareTo(a.Score));
        var (truePositives, falsePositives) = (0, 0);
        for (var i = 0; i < sorted.Length; i++)
        {
            if (sorted[i].Positive) truePositives++;
            else falsePositives++;
            if (i + 1 == sorted.Length || sorted[i + 1].Score != sorted[i].Score) yield return (sorted[i].Score, truePositives, falsePositives);
        }
    }
}
