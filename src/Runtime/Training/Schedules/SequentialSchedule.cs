namespace NetGen.Training;

/// <summary>One schedule up to a step, another one from there; each counts from its own beginning.</summary>
/// <param name="first">The first schedule.</param>
/// <param name="steps">How many steps it lasts.</param>
/// <param name="second">The schedule after it.</param>
public sealed class SequentialSchedule(LearningRateSchedule first, int steps, LearningRateSchedule second) : LearningRateSchedule
{
    private readonly int _steps = Steps(steps, nameof(steps));

    /// <inheritdoc/>
    public override float? MomentumAt(int step) => step < _steps ? first.MomentumAt(step) : second.MomentumAt(step - _steps);

    /// <inheritdoc/>
    public override void Observe(float value)
    {
        first.Observe(value);
        second.Observe(value);
    }

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => step < _steps ? first.RateAt(step) : second.RateAt(step - _steps);
}

/// <summary>A straight rise to the first rate of another schedule, then that schedule.</summary>
internal sealed class RisingSchedule(LearningRateSchedule main, int steps, double startFactor) : LearningRateSchedule
{
    public override float? MomentumAt(int step) => main.MomentumAt(Math.Max(0, step - steps));

    public override void Observe(float value) => main.Observe(value);

    protected internal override double RateAt(int step)
        => step < steps ? main.RateAt(0) * (startFactor + ((1 - startFactor) * step / steps)) : main.RateAt(step - steps);
}
