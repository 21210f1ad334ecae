namespace NetGen.Metrics;

/// <summary>Compares predicted numbers with expected ones, a value at a time.</summary>
public abstract class RegressionScores
{
    private protected RegressionScores()
    {
    }

    /// <summary>Values compared.</summary>
    public long Count { get; private set; }

    /// <summary>The score, NaN without values.</summary>
    public abstract double Value { get; }

    /// <summary>Compares values.</summary>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Add(ReadOnlySpan<float> predicted, ReadOnlySpan<float> expected)
    {
        Scores.RequireEqual(predicted.Length, expected.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            Count++;
            Take(predicted[i], expected[i]);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Reset()
    {
        Count = 0;
        Clear();
    }

    private protected abstract void Take(double predicted, double expected);

    private protected abstract void Clear();
}

/// <summary>Mean absolute error: Σ|ŷ − y|/N.</summary>
public sealed class MeanAbsoluteError : RegressionScores
{
    private double _sum;

    /// <inheritdoc/>
    public override double Value => _sum / Count;

    private protected override void Take(double predicted, double expected) => _sum += Math.Abs(predicted - expected);

    private protected override void Clear() => _sum = 0;
}

/// <summary>Root mean squared error: √(Σ(ŷ − y)²/N).</summary>
public sealed class RootMeanSquaredError : RegressionScores
{
    private double _sum;

    /// <inheritdoc/>
    public override double Value => Math.Sqrt(_sum / Count);

    private protected override void Take(double predicted, double expected) => _sum += (predicted - expected) * (predicted - expected);

    private protected override void Clear() => _sum = 0;
}

/// <summary>
/// Coefficient of determination: 1 − Σ(ŷ − y)²/Σ(y − ȳ)²; 1 is perfect, 0 as good as the mean. For constant y it is 1 if every prediction is
/// right, otherwise 0. NaN for fewer than two values.
/// </summary>
public sealed class R2 : RegressionScores
{
    private double _residual;
    private double _mean;
    private double _total;
    private long _seen;

    /// <inheritdoc/>
    public override double Value => _seen < 2 || double.IsNaN(_residual + _total) ? double.NaN : _total > 0 ? 1 - (_residual / _total) : _residual == 0 ? 1 : 0;

    private protected override void Take(double predicted, double expected)
    {
        _residual += (predicted - expected) * (predicted - expected);
        _seen++;
        var delta = expected - _mean;
        _mean += delta / _seen;
        _total += delta * (expected - _mean);
    }

    private protected override void Clear() => (_residual, _mean, _total, _seen) = (0, 0, 0, 0);
}
