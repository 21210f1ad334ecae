namespace NetGen.Training;

/// <summary>One schedule up to a step, another one from there; each counts from its own beginning.</summary>
/// <param name="first">The first schedule.</param>
/// <param name="steps">How many steps it lasts.</param>
/// <param name="second">The schedule after it.</param>
public sealed class SequentialSchedule(LearningRateSchedule first, int steps, LearningRateSchedule second) : LearningRateSchedule
{
    private readonly int _steps = Steps(steps, nameof(steps));
    private bool _isSecond;

    /// <inheritdoc/>
    public override float? MomentumAt(int step) => step < _steps ? first.MomentumAt(step) : second.MomentumAt(step - _steps);

    /// <inheritdoc/>
    /// <remarks>The schedule whose rate was asked for last is told: one that has not begun, or is over, has achieved nothing.</remarks>
    public override void Observe(float value) => (_isSecond ? second : first).Observe(value);

    /// <inheritdoc/>
    protected internal override double RateAt(int step)
    {
        _isSecond = step >= _steps;
        return _isSecond ? second.RateAt(step - _steps) : first.RateAt(step);
    }
}

/// <summary>A straight rise to the first rate of another schedule, then that schedule.</summary>
internal sealed class RisingSchedule(LearningRateSchedule main, int steps, double startFactor) : LearningRateSchedule
{
    private bool _isRising;

    public override float? MomentumAt(int step) => main.MomentumAt(Math.Max(0, step - steps));

    // The main schedule has not begun while the rate rises to its first one.
    public override void Observe(float value)
    {
        if (!_isRising) main.Observe(value);
    }

    protected internal override double RateAt(int step)
    {
        _isRising = step < steps;
        return _isRising ? main.RateAt(0) * (startFactor + ((1 - startFactor) * step / steps)) : main.RateAt(step - steps);
    }
}
