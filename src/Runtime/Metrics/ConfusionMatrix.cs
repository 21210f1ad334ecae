using System.Globalization;
using System.Text;

namespace NetGen.Metrics;

/// <summary>Counts how often each class was taken for each class; the usual scores of a classifier follow from it.</summary>
public sealed partial class ConfusionMatrix
{
    private readonly long[] _counts;
    private readonly string[] _names;

    /// <summary>An empty matrix.</summary>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="names">What they are called, if that matters; otherwise their numbers.</param>
    /// <exception cref="ArgumentException">There is not one name per class.</exception>
    public ConfusionMatrix(int classes, IReadOnlyList<string>? names = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(classes);
        if (names is { Count: > 0 } && names.Count != classes)
            throw new ArgumentException($"There are {names.Count} names for {classes} classes.", nameof(names));
        Classes = classes;
        _counts = new long[checked(classes * classes)];
        _names = names is { Count: > 0 } ? [.. names] : [.. Enumerable.Range(0, classes).Select(c => c.ToString(CultureInfo.InvariantCulture))];
    }

    /// <summary>How many classes there are.</summary>
    public int Classes { get; }

    /// <summary>Samples counted.</summary>
    public long Count { get; private set; }

    /// <summary>How often <paramref name="label"/> was taken for <paramref name="predicted"/>.</summary>
    public long this[int label, int predicted] => _counts[Index(label, predicted)];

    /// <summary>Counts one sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist.</exception>
    public void Add(int predicted, int label)
    {
        _counts[Index(label, predicted)]++;
        Count++;
    }

    /// <summary>Counts samples.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A class does not exist.</exception>
    public void Add(ReadOnlySpan<int> predicted, ReadOnlySpan<int> labels)
    {
        Scores.RequireEqual(predicted.Length, labels.Length);
        for (var i = 0; i < labels.Length; i++) Add(predicted[i], labels[i]);
    }

    /// <summary>Counts samples by their outputs, one row of scores per label; the largest score is the prediction.</summary>
    /// <exception cref="ArgumentException">The outputs are not one row per label.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label does not exist.</exception>
    public void AddScores(ReadOnlySpan<float> outputs, ReadOnlySpan<int> labels)
    {
        Scores.RequireRows(outputs.Length, labels.Length, Classes);
        for (var i = 0; i < labels.Length; i++) Add(Scores.ArgMax(outputs.Slice(i * Classes, Classes)), labels[i]);
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
