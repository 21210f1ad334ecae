using System.Runtime.CompilerServices;

namespace NetGen.Data;

/// <summary>Samples in one flat block of inputs, with one row of class indices, of real-valued targets, or of both each. Immutable.</summary>
public sealed class Dataset
{
    private readonly ReadOnlyMemory<float> _inputs;
    private readonly ReadOnlyMemory<int> _labels;
    private readonly ReadOnlyMemory<float> _targets;

    /// <summary>Samples with class indices.</summary>
    /// <param name="inputs">Sample after sample, <paramref name="inputLength"/> values each; not copied.</param>
    /// <param name="inputLength">Values of one sample.</param>
    /// <param name="labels"><paramref name="targetLength"/> class indices per sample; not copied.</param>
    /// <param name="targetLength">Class indices of one sample: 1, or one per position (pixels, time steps).</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public Dataset(ReadOnlyMemory<float> inputs, int inputLength, ReadOnlyMemory<int> labels, int targetLength = 1)
        : this(inputs, inputLength, Positive(targetLength), labels.Length, nameof(labels))
    {
        _labels = labels;
        HasLabels = true;
        LabelLength = targetLength;
    }

    /// <summary>Samples with real-valued targets.</summary>
    /// <param name="inputs">Sample after sample, <paramref name="inputLength"/> values each; not copied.</param>
    /// <param name="inputLength">Values of one sample.</param>
    /// <param name="targets"><paramref name="targetLength"/> values per sample; not copied.</param>
    /// <param name="targetLength">Target values of one sample.</param>
    /// <exception cref="ArgumentException">The lengths do not fit each other.</exception>
    public Dataset(ReadOnlyMemory<float> inputs, int inputLength, ReadOnlyMemory<float> targets, int targetLength)
        : this(inputs, inputLength, Positive(targetLength), targets.Length, nameof(targets)) => _targets = targets;

    /// <summary>Samples without targets, for losses that compare values of the network with each other.</summary>
    /// <param name="inputs">Sample after sample, <paramref name="inputLength"/> values each; not copied.</param>
    /// <param name="inputLength">Values of one sample.</param>
    /// <exception cref="ArgumentException">The values are not a whole number of samples.</exception>
    public Dataset(ReadOnlyMemory<float> inputs, int inputLength)
        : this(inputs, inputLength, 0, 0, "targets")
    {
    }

    /// <summary>Samples with class indices, one per sample.</summary>
    /// <inheritdoc cref="Dataset(ReadOnlyMemory{float}, int, ReadOnlyMemory{int}, int)"/>
    public Dataset(float[] inputs, int inputLength, int[] labels, int targetLength = 1)
        : this((ReadOnlyMemory<float>)NotNull(inputs), inputLength, (ReadOnlyMemory<int>)NotNull(labels), targetLength)
    {
    }

    /// <inheritdoc cref="Dataset(ReadOnlyMemory{float}, int, ReadOnlyMemory{float}, int)"/>
    public Dataset(float[] inputs, int inputLength, float[] targets, int targetLength)
        : this((ReadOnlyMemory<float>)NotNull(inputs), inputLength, (ReadOnlyMemory<float>)NotNull(targets), targetLength)
    {
    }

    private Dataset(ReadOnlyMemory<float> inputs, int inputLength, int targetLength, int targetValues, string targetName)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(inputLength);
        if (inputs.Length % inputLength != 0)
            throw new ArgumentException($"{inputs.Length} values are not a whole number of samples of {inputLength}.", nameof(inputs));
        Count = inputs.Length / inputLength;
        if (targetValues != (long)Count * targetLength)
        {
            throw new ArgumentException(
                $"{Count} samples need {(long)Count * targetLength} {targetName} ({targetLength} each), but there are {targetValues}.", targetName);
        }

        _inputs = inputs;
        InputLength = inputLength;
        TargetLength = targetLength;
    }

    /// <summary>Samples.</summary>
    public int Count { get; }

    /// <summary>Input values of one sample.</summary>
    public int InputLength { get; }

    /// <summary>Class indices or target values of one sample; 0 where there are none.</summary>
    public int TargetLength { get; }

    /// <summary>Whether the samples carry class indices (otherwise real-valued targets).</summary>
    public bool HasLabels { get; }

    /// <summary>What the class indices mean, if the source said so.</summary>
    public IReadOnlyList<string> ClassNames { get; init; } = [];

    /// <summary>Class indices of one sample: all of its targets, or those beside real values (see <see cref="WithLabels"/>); 0 where there are none.</summary>
    public int LabelLength { get; private init; }

    /// <summary>What the input values mean, if the source said so.</summary>
    public IReadOnlyList<string> FeatureNames { get; init; } = [];

    /// <summary>All inputs, sample after sample.</summary>
    public ReadOnlySpan<float> Inputs => _inputs.Span;

    /// <summary>All class indices, empty if the samples carry real-valued targets alone.</summary>
    public ReadOnlySpan<int> Labels => _labels.Span;

    /// <summary>All target values, empty if the samples carry class indices.</summary>
    public ReadOnlySpan<float> Targets => _targets.Span;

    /// <summary>The input of one sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<float> Input(int sample) => Inputs.Slice(Checked(sample) * InputLength, InputLength);

    /// <summary>The class indices of one sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample.</exception>
    public ReadOnlySpan<int> LabelsOf(int sample) => Labels.Slice(Checked(sample) * LabelLength, LabelLength);

    /// <summary>The target values of one sample.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample, or it carries class indices.</exception>
    public ReadOnlySpan<float> TargetsOf(int sample) => Targets.Slice(Checked(sample) * TargetLength, TargetLength);

    /// <summary>A run of samples; shares the memory.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The run reaches outside of the data set.</exception>
    public Dataset Slice(int start, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((long)start + count, Count, nameof(count));
        var inputs = _inputs.Slice(start * InputLength, count * InputLength);
        return HasLabels
            ? Described(new Dataset(inputs, InputLength, _labels.Slice(start * TargetLength, count * TargetLength), TargetLength))
            : Described(WithValues(inputs, _targets.Slice(start * TargetLength, count * TargetLength), _labels.Slice(start * LabelLength, count * LabelLength)));
    }

    /// <summary>The samples with these numbers, in this order, copied; a number may occur more than once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such sample, or one array cannot hold the values of so many.</exception>
    public Dataset Subset(ReadOnlySpan<int> samples)
    {
        var inputs = new float[Product(samples.Length, InputLength)];
        var labels = new int[Product(samples.Length, LabelLength)];
        var targets = new float[HasLabels ? 0 : Product(samples.Length, TargetLength)];
        for (var i = 0; i < samples.Length; i++)
        {
            Input(samples[i]).CopyTo(inputs.AsSpan(i * InputLength));
            LabelsOf(samples[i]).CopyTo(labels.AsSpan(i * LabelLength));
            if (!HasLabels) TargetsOf(samples[i]).CopyTo(targets.AsSpan(i * TargetLength));
        }

        return HasLabels
            ? Described(new Dataset(inputs, InputLength, labels, TargetLength))
            : Described(WithValues(inputs, targets, labels));
    }

    /// <summary>The same samples with other input values.</summary>
    /// <exception cref="ArgumentException">There are not as many values.</exception>
    public Dataset WithInputs(ReadOnlyMemory<float> inputs) => Described(
        HasLabels ? new Dataset(inputs, InputLength, _labels, TargetLength) : WithValues(inputs, _targets, _labels));

    /// <summary>The same inputs with real-valued targets.</summary>
    /// <exception cref="ArgumentException">There are not as many values.</exception>
    public Dataset WithTargets(ReadOnlyMemory<float> targets, int targetLength)
        => Described(new Dataset(_inputs, InputLength, targets, targetLength));

    /// <summary>The same inputs and real-valued targets, with class indices beside them: for networks with losses of both kinds.</summary>
    /// <param name="labels"><paramref name="labelLength"/> class indices per sample, in the order of the losses that take them; not copied.</param>
    /// <param name="labelLength">Class indices of one sample.</param>
    /// <exception cref="ArgumentException">There are not as many labels, or the samples carry no real values.</exception>
    public Dataset WithLabels(ReadOnlyMemory<int> labels, int labelLength = 1)
    {
        if (HasLabels || TargetLength == 0) throw new ArgumentException("Only samples with real-valued targets can have class indices beside them.", nameof(labels));
        if (labels.Length != (long)Count * Positive(labelLength))
            throw new ArgumentException($"{Count} samples need {(long)Count * labelLength} labels ({labelLength} each), but there are {labels.Length}.", nameof(labels));
        return new Dataset(this, labels, labelLength);
    }

    // An absent array would pass for an empty one.
    private static T[] NotNull<T>(T[] values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(values, name);
        return values;
    }

    private Dataset WithValues(ReadOnlyMemory<float> inputs, ReadOnlyMemory<float> targets, ReadOnlyMemory<int> labels)
    {
        var values = TargetLength == 0 ? new Dataset(inputs, InputLength) : new Dataset(inputs, InputLength, targets, TargetLength);
        return LabelLength == 0 ? values : values.WithLabels(labels, LabelLength);
    }

    // Before it is multiplied: a product that overflows could be another sample's place.
    private int Checked(int sample)
    {
        if ((uint)sample >= (uint)Count) throw new ArgumentOutOfRangeException(nameof(sample), sample, $"There are {Count} samples.");
        return sample;
    }

    private static int Product(int samples, int length)
    {
        if ((long)samples * length > Array.MaxLength) throw new ArgumentOutOfRangeException(nameof(samples), samples, $"So many samples of {length} values are more than one array can hold.");
        return samples * length;
    }

    private static int Positive(int targetLength)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(targetLength);
        return targetLength;
    }

    private Dataset Described(Dataset data) => new(data, ClassNames, FeatureNames);

    private Dataset(Dataset data, ReadOnlyMemory<int> labels, int labelLength)
        : this(data, data.ClassNames, data.FeatureNames) => (_labels, LabelLength) = (labels, labelLength);

    private Dataset(Dataset data, IReadOnlyList<string> classNames, IReadOnlyList<string> featureNames)
    {
        (_inputs, _labels, _targets) = (data._inputs, data._labels, data._targets);
        (Count, InputLength, TargetLength, HasLabels, LabelLength) = (data.Count, data.InputLength, data.TargetLength, data.HasLabels, data.LabelLength);
        (ClassNames, FeatureNames) = (classNames, featureNames);
    }
}
