namespace NetGen.Metrics;

/// <summary>Keeps, of boxes that overlap, the one with the highest score.</summary>
public static class NonMaximumSuppression
{
    /// <summary>The indices of the boxes to keep, from the highest score to the lowest; of equal scores the earlier box wins.</summary>
    /// <param name="boxes">The boxes.</param>
    /// <param name="scores">Their scores.</param>
    /// <param name="iouThreshold">A box goes if its intersection over union with a kept one is larger than this.</param>
    /// <param name="scoreThreshold">Boxes with lower scores (and NaN) go first.</param>
    /// <param name="maxBoxes">No more than this many are kept.</param>
    /// <param name="classes">If given, only boxes of the same class suppress each other.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public static int[] Select(
        ReadOnlySpan<Box> boxes, ReadOnlySpan<float> scores, float iouThreshold = 0.5f, float scoreThreshold = float.NegativeInfinity,
        int maxBoxes = int.MaxValue, ReadOnlySpan<int> classes = default)
    {
        if (boxes.Length != scores.Length) throw new ArgumentException($"There are {scores.Length} scores for {boxes.Length} boxes.", nameof(scores));
        if (!classes.IsEmpty && classes.Length != boxes.Length)
            throw new ArgumentException($"There are {classes.Length} classes for {boxes.Length} boxes.", nameof(classes));
        var order = new List<(float Score, int Index)>(boxes.Length);
        for (var i = 0; i < scores.Length; i++) if (scores[i] >= scoreThreshold) order.Add((scores[i], i));
        order.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Index.CompareTo(b.Index));
        var kept = new List<int>();
        foreach (var (_, candidate) in order)
        {
            if (kept.Count >= maxBoxes) break;
            var suppressed = false;
            foreach (var winner in kept)
            {
                suppressed = (classes.IsEmpty || classes[winner] == classes[candidate]) && boxes[winner].IoU(boxes[candidate]) > iouThreshold;
                if (suppressed) break;
            }

            if (!suppressed) kept.Add(candidate);
        }

        return [.. kept];
    }
}
