namespace NetGen.Training;

/// <summary>The figure that says which epoch is the best one.</summary>
public enum MonitoredFigure
{
    /// <summary>The validation loss, or the training loss without validation data; lower is better.</summary>
    Loss,

    /// <summary>The validation accuracy; higher is better.</summary>
    Accuracy,
}

/// <summary>Ends training when the monitored figure has not improved for some epochs.</summary>
public sealed record EarlyStopping
{
    /// <summary>Epochs without improvement that are tolerated.</summary>
    public int Patience { get; init; } = 5;

    /// <summary>How much better a figure must be to count as an improvement.</summary>
    public float MinimumImprovement { get; init; }

    /// <summary>Ends with the parameters (and buffers) of the best epoch instead of those of the last one.</summary>
    public bool RestoreBest { get; init; } = true;

    /// <summary>The figure.</summary>
    public MonitoredFigure Monitor { get; init; }
}
