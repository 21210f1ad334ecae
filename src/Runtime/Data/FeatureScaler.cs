namespace NetGen.Data;

/// <summary>
/// Shifts and scales inputs, y = (x − offset)·factor + low, with figures taken from the training part alone: figures of the test part would leak
/// into training.
/// </summary>
public abstract class FeatureScaler
{
    private readonly double[] _offsets;
    private readonly double[] _factors;
    private readonly double _low;
    private readonly int _groupLength;

    private protected FeatureScaler(int inputLength, double[] offsets, double[] factors, double low)
    {
        InputLength = inputLength;
        _groupLength = inputLength / offsets.Length;
        _offsets = offsets;
        _factors = factors;
        _low = low;
    }

    /// <summary>Values of one sample.</summary>
    public int InputLength { get; }

    /// <summary>The data set with scaled inputs; the original is unchanged.</summary>
    /// <exception cref="ArgumentException">The samples have another length than those the scaler was fitted to.</exception>
    public Dataset Transform(Dataset data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var inputs = data.Inputs.ToArray();
        Require(data.InputLength == InputLength, data.InputLength);
        Transform(inputs);
        return data.WithInputs(inputs);
    }

    /// <summary>Scales samples in place.</summary>
    /// <exception cref="ArgumentException">The length is not a whole number of samples.</exception>
    public void Transform(Span<float> inputs)
    {
        Require(inputs.Length % InputLength == 0, inputs.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            var group = i % InputLength / _groupLength;
            inputs[i] = (float)(((inputs[i] - _offsets[group]) * _factors[group]) + _low);
        }
    }

    /// <summary>Undoes <see cref="Transform(Span{float})"/>, up to rounding.</summary>
    /// <exception cref="ArgumentException">The length is not a whole number of samples.</exception>
    public void Inverse(Span<float> inputs)
    {
        Require(inputs.Length % InputLength == 0, inputs.Length);
        for (var i = 0; i < inputs.Length; i++)
        {
            var group = i % InputLength / _groupLength;
            inputs[i] = (float)(((inputs[i] - _low) / _factors[group]) + _offsets[group]);
        }
    }

    /// <summary>The figures of each group of values (a feature, or a channel); NaN values are left out, infinite ones refused.</summary>
    private protected static Summary[] Summarise(Dataset train, int groups)
    {
        ArgumentNullException.ThrowIfNull(train);
        if (train.Count == 0) throw new ArgumentException("A scaler cannot be fitted to no samples.", nameof(train));
        if (groups <= 0 || train.InputLength % groups != 0)
            throw new ArgumentException(
                $"{train.InputLength} values per sample are not a whole number of values in each of {groups} channels.", nameof(groups));
        var summaries = new Summary[groups];
        for (var i = 0; i < groups; i++) summaries[i] = new Summary();
        var groupLength = train.InputLength / groups;
        var inputs = train.Inputs;
        for (var i = 0; i < inputs.Length; i++)
        {
            if (float.IsInfinity(inputs[i]))
                throw new ArgumentException($"Value {i % train.InputLength} of sample {i / train.InputLength} is {inputs[i]}, which has no mean and no scale.", nameof(train));
            summaries[i % train.InputLength / groupLength].Add(inputs[i]);
        }

        return summaries;
    }

    private void Require(bool fits, int length)
    {
        if (!fits) throw new ArgumentException($"The scaler was fitted to samples of {InputLength} values, but got {length}.");
    }

    /// <summary>Mean and variance by Welford's update, which does not cancel; smallest and largest value.</summary>
    private protected sealed class Summary
    {
        private long _count;
        private double _squares;

        public double Mean { get; private set; }

        public double Low { get; private set; } = double.PositiveInfinity;

        public double High { get; private set; } = double.NegativeInfinity;

        public double Variance => _count == 0 ? 0 : _squares / _count;

        public bool IsEmpty => _count == 0;

        public void Add(double x)
        {
            if (double.IsNaN(x)) return;
            _count++;
            var delta = x - Mean;
            Mean += delta / _count;
            _squares += delta * (x - Mean);
            Low = Math.Min(Low, x);
            High = Math.Max(High, x);
        }
    }
}
