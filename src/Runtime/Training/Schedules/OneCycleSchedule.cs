namespace NetGen.Training;

/// <summary>
/// One cycle over the whole training: from a low rate up to <c>maxRate</c>, then down to almost nothing; momentum goes the other way.
/// </summary>
/// <remarks>Smith and Topin 2019, "Super-Convergence". As in PyTorch: the rise ends at step warmUpShare·T − 1, the fall at T − 1; with three
/// phases the fall first mirrors the rise.</remarks>
public sealed class OneCycleSchedule : LearningRateSchedule
{
    private readonly (double End, double FromRate, double ToRate, double FromMomentum, double ToMomentum)[] _phases;
    private readonly bool _linear;
    private readonly bool _cyclesMomentum;

    /// <summary>One cycle.</summary>
    /// <param name="maxRate">The highest rate.</param>
    /// <param name="steps">T, the steps of the whole training.</param>
    /// <param name="warmUpShare">The share of the rise, in (0, 1); in (0, ½) with three phases.</param>
    /// <param name="initialDivisor">The first rate is maxRate/initialDivisor.</param>
    /// <param name="finalDivisor">The last rate is the first one/finalDivisor.</param>
    /// <param name="linear">Straight lines instead of cosines.</param>
    /// <param name="threePhase">Rise, fall to the first rate, fall to the last rate; otherwise rise and fall to the last rate.</param>
    /// <param name="cycleMomentum">Whether the momentum falls and rises with it.</param>
    /// <param name="lowMomentum">The momentum at the highest rate.</param>
    /// <param name="highMomentum">The momentum at the first rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside of its range, or a phase has no step.</exception>
    public OneCycleSchedule(
        float maxRate, int steps, float warmUpShare = 0.3f, float initialDivisor = 25, float finalDivisor = 1e4f, bool linear = false,
        bool threePhase = false, bool cycleMomentum = true, float lowMomentum = 0.85f, float highMomentum = 0.95f)
    {
        var max = Rate(maxRate, nameof(maxRate));
        var share = Rate(warmUpShare, nameof(warmUpShare));
        Steps(steps, nameof(steps));
        if (!(initialDivisor > 0)) throw new ArgumentOutOfRangeException(nameof(initialDivisor), initialDivisor, "initialDivisor must be positive.");
        if (!(finalDivisor > 0)) throw new ArgumentOutOfRangeException(nameof(finalDivisor), finalDivisor, "finalDivisor must be positive.");
        var first = max / initialDivisor;
        var last = first / finalDivisor;
        var (low, high) = (Rate(lowMomentum, nameof(lowMomentum)), Rate(highMomentum, nameof(highMomentum)));
        if (!(lowMomentum < 1 && highMomentum < 1))
            throw new ArgumentOutOfRangeException(lowMomentum < 1 ? nameof(highMomentum) : nameof(lowMomentum), Math.Max(lowMomentum, highMomentum), "A momentum is less than 1.");
        var rise = (share * steps) - 1;
        _phases = threePhase
            ? [(rise, first, max, high, low), ((2 * share * steps) - 2, max, first, low, high), (steps - 1.0, first, last, high, high)]
            : [(rise, first, max, high, low), (steps - 1.0, max, last, low, high)];
        for (var i = 0; i < _phases.Length; i++)
        {
            if (!(_phases[i].End > (i == 0 ? 0 : _phases[i - 1].End)))
                throw new ArgumentOutOfRangeException(
                    nameof(warmUpShare), warmUpShare, $"With {steps} steps and this share, a phase of the cycle has no step.");
        }

        _linear = linear;
        _cyclesMomentum = cycleMomentum;
    }

    /// <inheritdoc/>
    public override float? MomentumAt(int step)
    {
        if (!_cyclesMomentum) return null;
        var (phase, share) = Find(step);
        return (float)Between(_phases[phase].FromMomentum, _phases[phase].ToMomentum, share);
    }

    /// <inheritdoc/>
    protected internal override double RateAt(int step)
    {
        var (phase, share) = Find(step);
        return Between(_phases[phase].FromRate, _phases[phase].ToRate, share);
    }

    private (int Phase, double Share) Find(int step)
    {
        var start = 0.0;
        for (var i = 0; i < _phases.Length; i++)
        {
            var end = _phases[i].End;
            if (step <= end) return (i, (step - start) / (end - start));
            start = end;
        }

        return (_phases.Length - 1, 1);
    }

    private double Between(double from, double to, double share) => _linear ? from + ((to - from) * share) : CosineSchedule.Cosine(from, to, share);
}
