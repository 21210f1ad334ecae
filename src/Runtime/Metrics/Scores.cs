namespace NetGen.Metrics;

/// <summary>What the metrics over scores of classes share.</summary>
internal static class Scores
{
    /// <summary>The label that does not count unless another is named, as in the losses and in PyTorch.</summary>
    public const int IgnoredLabel = -100;

    /// <summary>
    /// The class of the largest of <paramref name="classes"/> scores at a distance of <paramref name="stride"/>, the first one if there are several;
    /// −1 if a score is NaN: then none is the largest.
    /// </summary>
    public static int ArgMax(ReadOnlySpan<float> scores, int classes, int stride = 1)
    {
        var best = 0;
        for (var c = 0; c < classes; c++)
        {
            if (float.IsNaN(scores[c * stride])) return -1;
            if (scores[c * stride] > scores[best * stride]) best = c;
        }

        return best;
    }

    /// <summary>The scores of a position: its first one, the others at a distance of <paramref name="positions"/>. Samples are [classes, positions].</summary>
    public static ReadOnlySpan<float> Row(ReadOnlySpan<float> outputs, int label, int classes, int positions)
        => outputs[((label / positions * classes * positions) + (label % positions))..];

    /// <summary>How many classes outputs have scores of.</summary>
    /// <exception cref="ArgumentException">The labels are not whole samples, or there is not a score for each label and class.</exception>
    public static int Classes(int outputs, int labels, int positions)
    {
        RequirePositions(labels, positions);
        if (labels == 0)
        {
            if (outputs != 0) throw new ArgumentException($"There are {outputs} outputs, but no labels.");
            return 0;
        }

        if (outputs == 0 || outputs % labels != 0)
            throw new ArgumentException($"{labels} labels need a score for each class, but {outputs} outputs are not as many for each label, or none.");
        return outputs / labels;
    }

    /// <exception cref="ArgumentException">There is not a score for each label and class.</exception>
    public static void RequireRows(int values, int rows, int classes, int positions)
    {
        RequirePositions(rows, positions);
        if (values != (long)rows * classes)
            throw new ArgumentException($"{rows} labels need {(long)rows * classes} outputs ({classes} each), but there are {values}.");
    }

    public static void RequireEqual(int left, int right)
    {
        if (left != right) throw new ArgumentException($"There are {left} predictions for {right} expected values.");
    }

    private static void RequirePositions(int labels, int positions)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(positions);
        if (labels % positions != 0) throw new ArgumentException($"{labels} labels are not a whole number of samples of {positions} positions.");
    }
}
