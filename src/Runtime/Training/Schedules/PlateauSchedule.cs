namespace NetGen.Training;

/// <summary>
/// Lowers the rate when the observed loss no longer falls: after more than <c>patience</c> epochs without an improvement of the share
/// <c>threshold</c>, η ← max(η·factor, minimum). The only schedule with a memory: its rate does not depend on the step.
/// </summary>
public sealed class PlateauSchedule : LearningRateSchedule
{
    private readonly double _factor;
    private readonly double _threshold;
    private readonly double _minimum;
    private readonly int _patience;
    private readonly int _cooldown;
    private double _rate;
    private double _best = double.PositiveInfinity;
    private int _bad;
    private int _cooling;

    /// <summary>A schedule that has observed nothing yet.</summary>
    /// <param name="learningRate">η at the beginning.</param>
    /// <param name="factor">Multiplies the rate at a drop; in (0, 1).</param>
    /// <param name="patience">Epochs without improvement that are tolerated.</param>
    /// <param name="threshold">A loss improves if it is below best·(1 − threshold).</param>
    /// <param name="cooldown">Epochs after a drop that do not count.</param>
    /// <param name="minimum">The lowest rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range.</exception>
    public PlateauSchedule(float learningRate, float factor = 0.1f, int patience = 10, float threshold = 1e-4f, int cooldown = 0, float minimum = 0)
    {
        if (!(factor > 0 && factor < 1)) throw new ArgumentOutOfRangeException(nameof(factor), factor, "factor must be between 0 and 1.");
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        _rate = Rate(learningRate, nameof(learningRate));
        _factor = Rate(factor, nameof(factor));
        _threshold = Rate(threshold, nameof(threshold));
        _minimum = Rate(minimum, nameof(minimum));
        _patience = patience;
        _cooldown = cooldown;
    }

    /// <inheritdoc/>
    public override void Observe(float value)
    {
        if (value < _best * (1 - _threshold) || (double.IsPositiveInfinity(_best) && float.IsFinite(value))) (_best, _bad) = (value, 0);
        else _bad++;
        if (_cooling > 0)
        {
            _cooling--;
            _bad = 0;
        }

        if (_bad <= _patience) return;
        _rate = Math.Max(_rate * _factor, Math.Min(_minimum, _rate));
        _cooling = _cooldown;
        _bad = 0;
    }

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate;
}
