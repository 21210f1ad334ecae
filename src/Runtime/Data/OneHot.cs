namespace NetGen.Data;

/// <summary>Class indices as rows of zeros with a single one.</summary>
public static class OneHot
{
    /// <summary>One row of <paramref name="classes"/> values per label.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes), or one array cannot hold the rows.</exception>
    public static float[] Encode(ReadOnlySpan<int> labels, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if ((long)labels.Length * classes > Array.MaxLength)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"{labels.Length} rows of so many classes are more than one array can hold.");
        var rows = new float[labels.Length * classes];
        for (var i = 0; i < labels.Length; i++)
        {
            if ((uint)labels[i] >= (uint)classes)
                throw new ArgumentOutOfRangeException(nameof(labels), labels[i], $"Label {i} is not one of {classes} classes.");
            rows[(i * classes) + labels[i]] = 1;
        }

        return rows;
    }

    /// <summary>The same samples with one-hot targets in place of class indices.</summary>
    /// <exception cref="ArgumentException">The samples carry no class indices.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is not in [0, classes).</exception>
    public static Dataset Encode(Dataset data, int classes)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (!data.HasLabels) throw new ArgumentException("The samples carry no class indices.", nameof(data));
        return data.WithTargets(Encode(data.Labels, classes), checked(data.TargetLength * classes));
    }

    /// <summary>The index of the largest value of each row; the first one if there are several. NaN counts as the largest, as in PyTorch.</summary>
    /// <exception cref="ArgumentException">The values are not whole rows.</exception>
    public static int[] Decode(ReadOnlySpan<float> rows, int classes)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (rows.Length % classes != 0) throw new ArgumentException($"{rows.Length} values are not whole rows of {classes}.", nameof(rows));
        var labels = new int[rows.Length / classes];
        for (var i = 0; i < labels.Length; i++) labels[i] = ArgMax(rows.Slice(i * classes, classes));
        return labels;
    }

    private static int ArgMax(ReadOnlySpan<float> row)
    {
        var best = 0;
        for (var c = 1; c < row.Length && !float.IsNaN(row[best]); c++) if (!(row[c] <= row[best])) best = c;
        return best;
    }
}
