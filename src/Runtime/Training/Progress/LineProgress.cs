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
        line.Append(CultureInfo.InvariantCulture, $"  rate {epoch.LearningRate:G3}  {epoch.SamplesPerSecond:F0} samples/s  {epoch.Duration.TotalSeconds:F1} s");
        return line.ToString();
    }

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
        if (report.End == TrainingEnd.EarlyStopping)
            writer.WriteLine(FormattableString.Invariant($"stopped early after {report.Epochs.Count} epochs; the best one is {report.BestEpoch}"));
        if (report.IsCancelled) writer.WriteLine(FormattableString.Invariant($"cancelled after {report.Epochs.Count} complete epochs"));
        writer.Flush();
    }
}
