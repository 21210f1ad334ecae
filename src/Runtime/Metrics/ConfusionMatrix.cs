using System.Globalization;
using System.Text;

namespace NetGen.Metrics;

/// <summary>Counts how often each class was taken for each class; the usual scores of a classifier follow from it.</summary>
public sealed partial class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly string[] _names;
    private readonly int? _ignored;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="names">What they are called, if that matters; otherwise their numbers.</param>
    /// <param name="ignoredLabel">A label that does not count; by default −100, as in the losses. Null for none.</param>
    /// <exception cref="ArgumentException">There is not one name per class.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There are no classes, or more than 46 340, whose matrix would not fit in an array.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? names = null, int? ignoredLabel = Scores.IgnoredLabel)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(classes, 46_340);
        _ignored = ignoredLabel;
        if (names is { Count: > 0 } && names.Count != classes)
            throw new ArgumentException($"There are {names.Count} names for {classes} classes.", nameof(names));
        Classes = classes;
        _counts = new long[classes * classes];
        _names = names is { Count: > 0 } ? [.. names] : [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Labels counted.</summary>
    public long Count { get; private set; }

    /// <summary>How often <paramref name="label"/> was taken for <paramref name="predicted"/>.</summary>
    public long this[int label, int predicted] => _counts[Index(label, predicted)];

    /// <summary>Counts one sample, if its label counts.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist.</exception>
    public void Add(int predicted, int label)
    {
        if (label == _ignored) return;
        _counts[Index(label, predicted)]++;
        Count++;
    }

    /// <summary>Counts samples.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist; nothing is then counted.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        Scores.RequireEqual(predicted.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++) if (labels[i] != _ignored) _ = Index(labels[i], predicted[i]);
        for (var i = 0; i < labels.Length; i++) Add(predicted[i], labels[i]);
    }

    /// <summary>Counts samples by their outputs; the largest score is the prediction.</summary>
    /// <param name="outputs">The scores: [classes, positions] a sample, as a network yields them.</param>
    /// <param name="labels">One a position.</param>
    /// <param name="positions">Positions (pixels, time steps) of a sample; 1 where a sample has one label.</param>
    /// <exception cref="ArgumentException">There is not a score for each label and class, or a score is NaN, so that none is the largest; nothing is then counted.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label does not exist; nothing is then counted.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels, int positions = 1)
    {
        Scores.RequireRows(outputs.Length, labels.Length, Classes, positions);
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i] == _ignored) continue;
            _ = Index(labels[i], 0);
            if (Predict(outputs, i, positions) < 0) throw new ArgumentException($"The scores of label {i} hold NaN, so that none is the largest.", nameof(outputs));
        }

        for (var i = 0; i < labels.Length; i++) if (labels[i] != _ignored) Add(Predict(outputs, i, positions), labels[i]);
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Array.Clear(_counts);
        Count = 0;
    }

    /// <summary>The counts as an aligned table: a row per label, a column per prediction.</summary>
    public override string ToString()
    {
        var first = Math.Max("label \\ predicted".Length, _names.Max(name => name.Length));
        var widths = _names.Select((name, c) => Enumerable.Range(0, Classes).Max(label => Math.Max(name.Length, Text(label, c).Length))).ToArray();
        var text = new StringBuilder("label \\ predicted".PadRight(first));
        for (var c = 0; c < Classes; c++) text.Append("  ").Append(_names[c].PadLeft(widths[c]));
        for (var label = 0; label < Classes; label++)
        {
            text.Append('\n').Append(_names[label].PadRight(first));
            for (var c = 0; c < Classes; c++) text.Append("  ").Append(Text(label, c).PadLeft(widths[c]));
        }

        return text.Append('\n').ToString();
    }

    private int Predict(ReadOnlySpan<float> outputs, int label, int positions)
        => Scores.ArgMax(Scores.Row(outputs, label, Classes, positions), Classes, positions);

    private string Text(int label, int predicted) => this[label, predicted].ToString(CultureInfo.InvariantCulture);

    private int Index(int label, int predicted)
    {
        if ((uint)label >= (uint)Classes)
            throw new ArgumentOutOfRangeException(nameof(label), label, $"There are {Classes} classes, from 0 to {Classes - 1}.");
        if ((uint)predicted >= (uint)Classes)
            throw new ArgumentOutOfRangeException(nameof(predicted), predicted, $"There are {Classes} classes, from 0 to {Classes - 1}.");
        return (label * Classes) + predicted;
    }
}
