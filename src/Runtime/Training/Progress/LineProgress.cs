using System.Globalization;
using System.Text;

namespace NetGen.Training;

/// <summary>One line per epoch: what a log file wants.</summary>
internal sealed class LineProgress(TextWriter writer) : TrainingProgress
{
    private int _epochs;

    /// <summary>An epoch in one line.</summary>
    public static string Format(EpochReport epoch, int epochs)
    {
        var line = new StringBuilder();
        line.Append(CultureInfo.InvariantCulture, $"epoch {epoch.Epoch}/{epochs}  loss {epoch.TrainLoss:F4}");
        if (epoch.ValidationLoss is { } loss) line.Append(CultureInfo.InvariantCulture, $"  validation {loss:F4}");
        if (epoch.ValidationAccuracy is { } accuracy) line.Append(CultureInfo.InvariantCulture, $"  accuracy {100 * accuracy:F2} %");
        return line.Append(CultureInfo.InvariantCulture, $"  rate {epoch.LearningRate:G3}  {epoch.SamplesPerSecond:F0} samples/s")
            .Append(CultureInfo.InvariantCulture, $"  {epoch.Duration.TotalSeconds:F1} s").ToString();
    }

    /// <summary>Why training ended before the last epoch, or null.</summary>
    public static string? Ending(TrainingReport report) => report.End switch
    {
        TrainingEnd.EarlyStopping
            => FormattableString.Invariant($"stopped early after {report.Epochs.Count} epochs; the best one is {report.BestEpoch}"),
        TrainingEnd.Cancelled => FormattableString.Invariant($"cancelled after {report.Epochs.Count} complete epochs"),
        TrainingEnd.Diverged => FormattableString.Invariant($"diverged after {report.Epochs.Count} complete epochs"),
        _ => null,
    };

    public override void Run(TrainingPlan plan, Action training)
    {
        _epochs = plan.Epochs;
        training();
    }

    public override void OnEpoch(EpochReport epoch)
    {
        writer.WriteLine(Format(epoch, _epochs));
        writer.Flush();
    }

    public override void OnEnd(TrainingReport report)
    {
        if (Ending(report) is { } line) writer.WriteLine(line);
        writer.Flush();
    }
}
