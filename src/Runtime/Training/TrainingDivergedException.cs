namespace NetGen.Training;

/// <summary>
/// The loss, the gradient or (at the end of an epoch) the parameters became infinite or NaN. A step whose loss is not finite, or whose gradient is
/// not where the trainer looks at it (with a limit or with accumulation), is not taken: parameters, buffers, and the optimiser's state are those
/// before it, or those of the best epoch, see <see cref="EarlyStopping.RestoreBest"/>.
/// </summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says where training diverged.</summary>
    public TrainingDivergedException(float value, string what, int epoch, int step, float learningRate)
        : base(FormattableString.Invariant($"The {what} became {value} in epoch {epoch}, step {step}, at learning rate {learningRate:G4}. ")
            + "Check the inputs for values that are not finite, lower the learning rate, or clip the gradient (MaxGradientNorm).")
    {
        Value = value;
        Epoch = epoch;
        Step = step;
    }

    /// <summary>What the loss (or the gradient's norm) became.</summary>
    public float Value { get; }

    /// <summary>The epoch, from 1.</summary>
    public int Epoch { get; }

    /// <summary>The update within training, from 0.</summary>
    public int Step { get; }

    /// <summary>What the complete epochs before had achieved; null unless <c>Fit</c> threw.</summary>
    public TrainingReport? Report { get; internal set; }
}
