namespace NetGen.Training;

/// <summary>One rate: η·factor for the first steps, then η.</summary>
/// <param name="learningRate">η.</param>
/// <param name="factor">Multiplies the rate of the first steps.</param>
/// <param name="steps">How many first steps there are.</param>
public sealed class ConstantSchedule(float learningRate, float factor = 1, int steps = 0) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _first = Rate(factor, nameof(factor));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => step < steps ? _rate * _first : _rate;
}

/// <summary>η·γ^⌊t/stepSize⌋.</summary>
/// <param name="learningRate">η.</param>
/// <param name="stepSize">Steps between two drops.</param>
/// <param name="gamma">γ.</param>
public sealed class StepSchedule(float learningRate, int stepSize, float gamma = 0.1f) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _gamma = Rate(gamma, nameof(gamma));
    private readonly int _stepSize = Steps(stepSize, nameof(stepSize));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate * Math.Pow(_gamma, step / _stepSize);
}

/// <summary>η·γ^(number of milestones reached).</summary>
public sealed class MultiStepSchedule : LearningRateSchedule
{
    private readonly double _rate;
    private readonly double _gamma;
    private readonly int[] _milestones;

    /// <summary>Drops at given steps.</summary>
    /// <param name="learningRate">η.</param>
    /// <param name="milestones">The steps at which the rate drops, in any order.</param>
    /// <param name="gamma">γ.</param>
    public MultiStepSchedule(float learningRate, ReadOnlySpan<int> milestones, float gamma = 0.1f)
    {
        _rate = Rate(learningRate, nameof(learningRate));
        _gamma = Rate(gamma, nameof(gamma));
        _milestones = milestones.ToArray();
    }

    /// <inheritdoc/>
    protected internal override double RateAt(int step)
    {
        var reached = 0;
        foreach (var milestone in _milestones) if (milestone <= step) reached++;
        return _rate * Math.Pow(_gamma, reached);
    }
}

/// <summary>η·γᵗ.</summary>
/// <param name="learningRate">η.</param>
/// <param name="gamma">γ.</param>
public sealed class ExponentialSchedule(float learningRate, float gamma) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _gamma = Rate(gamma, nameof(gamma));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate * Math.Pow(_gamma, step);
}

/// <summary>η/(1 + k·t).</summary>
/// <param name="learningRate">η.</param>
/// <param name="decay">k.</param>
public sealed class InverseTimeSchedule(float learningRate, float decay) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _decay = Rate(decay, nameof(decay));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate / (1 + (_decay * step));
}

/// <summary>η·(1 − min(t, T)/T)^power.</summary>
/// <param name="learningRate">η.</param>
/// <param name="steps">T, after which the rate is 0.</param>
/// <param name="power">The power; 1 is a straight line.</param>
public sealed class PolynomialSchedule(float learningRate, int steps, float power = 1) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate));
    private readonly double _power = Rate(power, nameof(power));
    private readonly int _steps = Steps(steps, nameof(steps));

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate * Math.Pow(1 - ((double)Math.Min(step, _steps) / _steps), _power);
}

/// <summary>The schedule of the Transformer: η·d^(−1/2)·min((t + 1)^(−1/2), (t + 1)·warmUp^(−3/2)), rising for the warm-up, then falling.</summary>
/// <remarks>Vaswani et al. 2017, "Attention Is All You Need", section 5.3.</remarks>
/// <param name="learningRate">η, the scale (1 in the paper).</param>
/// <param name="modelSize">d, the width of the model.</param>
/// <param name="warmUpSteps">Steps of the rise.</param>
public sealed class InverseSqrtSchedule(float learningRate, int modelSize, int warmUpSteps) : LearningRateSchedule
{
    private readonly double _rate = Rate(learningRate, nameof(learningRate)) / Math.Sqrt(Steps(modelSize, nameof(modelSize)));
    private readonly double _slope = Math.Pow(Steps(warmUpSteps, nameof(warmUpSteps)), -1.5);

    /// <inheritdoc/>
    protected internal override double RateAt(int step) => _rate * Math.Min(1 / Math.Sqrt(step + 1.0), (step + 1.0) * _slope);
}
