namespace NetGen.Training;

/// <summary>Shows how training goes. Derive from it to send the figures elsewhere.</summary>
public abstract class TrainingProgress
{
    /// <summary>Shows nothing.</summary>
    public static TrainingProgress Silent { get; } = new SilentProgress();

    /// <summary>A progress bar on an interactive terminal, otherwise one plain line per epoch on the standard output.</summary>
    public static TrainingProgress Automatic => TerminalProgress.IsInteractive ? new TerminalProgress() : ToWriter(Console.Out);

    /// <summary>One plain line per epoch.</summary>
    public static TrainingProgress ToWriter(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        return new LineProgress(writer);
    }

    /// <summary>Stands around the whole training, for a display that must be opened and closed; must call <paramref name="training"/> once.</summary>
    public virtual void Run(TrainingPlan plan, Action training) => training();

    /// <summary>A step is done. Called often: should return quickly and not allocate.</summary>
    public virtual void OnStep(in StepProgress step)
    {
    }

    /// <summary>An epoch is done.</summary>
    public virtual void OnEpoch(EpochReport epoch)
    {
    }

    /// <summary>Training is done.</summary>
    public virtual void OnEnd(TrainingReport report)
    {
    }

    private sealed class SilentProgress : TrainingProgress;
}
