using System.Globalization;

namespace NetGen.Training;

/// <summary>The learning rate as a function of the step. Steps count from 0; what a step is (an update or an epoch) the trainer says.</summary>
/// <remarks>Schedules are closed forms, so any step can be asked for in any order; only <see cref="PlateauSchedule"/> remembers.</remarks>
public abstract class LearningRateSchedule
{
    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">The step, from 0; later steps than a schedule describes keep its last value unless it says otherwise.</param>
    /// <exception cref="ArgumentOutOfRangeException">The step is negative.</exception>
    public float At(int step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return (float)RateAt(step);
    }

    /// <summary>The momentum of a step, or null if the schedule leaves it alone.</summary>
    public virtual float? MomentumAt(int step) => null;

    /// <summary>Tells the schedule what an epoch achieved; only schedules that react to it listen.</summary>
    /// <param name="value">The validation loss, or the training loss without validation data.</param>
    public virtual void Observe(float value)
    {
    }

    /// <summary>This schedule for some steps, then another one, which counts from its own beginning.</summary>
    public LearningRateSchedule Then(int steps, LearningRateSchedule next) => new SequentialSchedule(this, steps, next);

    /// <summary>A straight rise from a fraction of this schedule's first rate, then this schedule from its beginning.</summary>
    /// <param name="steps">Steps of the rise; positive.</param>
    /// <param name="startFactor">The fraction at step 0.</param>
    public LearningRateSchedule WithWarmUp(int steps, float startFactor = 0)
        => new RisingSchedule(this, Steps(steps, nameof(steps)), Rate(startFactor, nameof(startFactor)));

    /// <summary>The learning rate of a step of at least 0, in double.</summary>
    protected internal abstract double RateAt(int step);

    /// <summary>A coefficient as the double its decimal notation means.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, infinite or NaN.</exception>
    private protected static double Rate(float value, string name)
    {
        if (!float.IsFinite(value) || value < 0) throw new ArgumentOutOfRangeException(name, value, $"{name} must be finite and not negative.");
        return double.Parse(value.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>A number of steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is not positive.</exception>
    private protected static int Steps(int value, string name)
        => value > 0 ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} must be positive.");
}

/// <summary>What a step of a schedule is.</summary>
public enum SchedulePeriod
{
    /// <summary>One pass over the data.</summary>
    Epoch,

    /// <summary>One update of the parameters.</summary>
    Step,
}
