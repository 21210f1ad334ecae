namespace NetGen.Training;

/// <summary>
/// An optimiser of Adam's family: it keeps running averages of the gradient (decay β₁) and of its magnitude (decay β₂), both begun at zero and
/// therefore corrected for their bias, 1 − β₁ᵗ and 1 − β₂ᵗ.
/// </summary>
public abstract class MomentOptimizer : RuleOptimizer, IMomentum
{
    private AdamCorrection _before = AdamCorrection.Start;

    private protected MomentOptimizer(float learningRate, float beta1, float beta2, float eps, float weightDecay, float l1)
        : base(learningRate, weightDecay, l1)
    {
        Momentum = Decay(beta1, nameof(beta1));
        Beta2 = Decay(beta2, nameof(beta2));
        Eps = Epsilon(eps, nameof(eps));
    }

    /// <summary>β₁; a schedule may change it between steps.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is outside of [0, 1).</exception>
    public float Momentum
    {
        get;
        set => field = Decay(value, "beta1");
    }

    /// <summary>β₂.</summary>
    public float Beta2 { get; }

    /// <summary>ε.</summary>
    public float Eps { get; }

    /// <inheritdoc/>
    protected override int StateCount => 2;

    /// <summary>The corrections of the step at hand.</summary>
    private protected AdamCorrection Correction { get; private set; } = AdamCorrection.Start;

    /// <inheritdoc/>
    protected override void PrepareStep()
    {
        _before = Correction;
        Correction = _before.Next(Momentum, Beta2);
    }

    /// <inheritdoc/>
    protected override void ResetStep() => Correction = AdamCorrection.Start;

    /// <inheritdoc/>
    internal override void TakeBackStep() => Correction = _before;
}
