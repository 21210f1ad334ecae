namespace NetGen.Training;

/// <summary>A straight line from η·start to η·end over T steps, then η·end.</summary>
/// <param name="learningRate">η.</param>
/// <param name="steps">T.</param>
/// <param name="startFactor">start.</param>
/// <param name="endFactor">end.</param>
public sealed class WarmUpSchedule(float learningRate, int steps, float startFactor = 1f / 3, float endFactor = 1) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _start = Rate(startFactor, nameof(startFactor));
    private readonly double _end = Rate(endFactor, nameof(endFactor));
    private readonly int _steps = Steps(steps, nameof(steps));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate * (_start + ((_end - _start) * Math.Min(step, _steps) / _steps));
}
