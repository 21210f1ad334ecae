namespace NetGen.Training;

/// <summary>Half a cosine from η to ηₘᵢₙ over T steps: ηₘᵢₙ + (η − ηₘᵢₙ)·(1 + cos(π·t/T))/2; beyond T it goes up again, as in PyTorch.</summary>
/// <remarks>Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts".</remarks>
/// <param name="learningRate">η.</param>
/// <param name="steps">T.</param>
/// <param name="minimum">ηₘᵢₙ.</param>
public sealed class CosineSchedule(float learningRate, int steps, float minimum = 0) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _minimum = Rate(minimum, nameof(minimum));
    private readonly int _steps = Steps(steps, nameof(steps));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => Cosine(_rate, _minimum, (double)step / _steps);

    /// <summary>From <paramref name="start"/> at 0 to <paramref name="end"/> at 1 along half a cosine.</summary>
    internal static double Cosine(double start, double end, double share) => end + ((start - end) * (1 + Math.Cos(Math.PI * share)) / 2);
}

/// <summary>Cosine annealing that starts again from η after T₀ steps, then after T₀·m, T₀·m², ….</summary>
/// <remarks>Loshchilov and Hutter 2017, "SGDR: Stochastic Gradient Descent with Warm Restarts".</remarks>
/// <param name="learningRate">η.</param>
/// <param name="period">T₀, the steps of the first period.</param>
/// <param name="periodFactor">m, at least 1.</param>
/// <param name="minimum">The rate at the end of a period.</param>
public sealed class CosineRestartsSchedule(float learningRate, int period, int periodFactor = 1, float minimum = 0) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _minimum = Rate(minimum, nameof(minimum));
    private readonly int _period = Steps(period, nameof(period));
    private readonly int _factor = Steps(periodFactor, nameof(periodFactor));

    /// <inheritdoc/>
    protected internal override double RateAt(int step)
    {
        long length = _period, within = step;
        if (_factor == 1) within %= length;
        for (; within >= length; length *= _factor) within -= length;
        return CosineSchedule.Cosine(_rate, _minimum, (double)within / length);
    }
}
