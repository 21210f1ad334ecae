namespace NetGen.Training;

/// <summary>The loss became infinite or NaN. The parameters are those before the step in question.</summary>
public sealed class TrainingDivergedException : Exception
{
    /// <summary>Says where training diverged.</summary>
    public TrainingDivergedException(float value, string what, int epoch, int step, float learningRate)
        : base(FormattableString.Invariant($"The {what} became {value} in epoch {epoch}, step {step}, at learning rate {learningRate:G4}. ")
            + "Check the inputs for NaN, lower the learning rate, or clip the gradient (MaxGradientNorm).")
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
}
