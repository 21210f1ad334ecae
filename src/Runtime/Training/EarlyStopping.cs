namespace NetGen.Training;

/// <summary>The figure that says which epoch is the best one.</summary>
public enum MonitoredFigure
{
    /// <summary>The validation loss, or the training loss without validation data; lower is better.</summary>
    Loss,

    /// <summary>The validation accuracy; higher is better.</summary>
    Accuracy,
}

/// <summary>Ends training when the monitored figure has not improved for some epochs. A figure that is not finite is no improvement.</summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs without improvement that are tolerated.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative.</exception>
    public int Patience
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value, nameof(Patience));
            field = value;
        }
    } = 5;

    /// <summary>How much better a figure must be to count as an improvement.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is negative, infinite or NaN.</exception>
    public float MinimumImprovement
    {
        get;
        init => field = float.IsFinite(value) && value >= 0
            ? value
            : throw new ArgumentOutOfRangeException(nameof(MinimumImprovement), value, "MinimumImprovement must be finite and not negative.");
    }

    /// <summary>
    /// Ends with the parameters (and buffers) of the best epoch instead of those of the last one, whatever ends training: also after an exception,
    /// if an epoch was complete before. After a divergence with validation data those from before the first epoch are the candidate that they are: if
    /// every epoch was worse, they come back, and the report's best epoch is 0.
    /// </summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>The figure.</summary>
    public MonitoredFigure Monitor { get; init; }
}
