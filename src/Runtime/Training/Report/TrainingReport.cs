using System.Globalization;
using System.Text;

namespace NetGen.Training;

/// <summary>Why training ended.</summary>
public enum TrainingEnd
{
    /// <summary>All epochs were done.</summary>
    AllEpochs,

    /// <summary>The monitored figure no longer improved.</summary>
    EarlyStopping,

    /// <summary>The caller cancelled.</summary>
    Cancelled,

    /// <summary>The loss, the gradient or the parameters became infinite or NaN; <c>Fit</c> threw <see cref="TrainingDivergedException"/>.</summary>
    Diverged,

    /// <summary>Another exception ended training, for example of a callback or of the validation; <c>Fit</c> threw it.</summary>
    Failed,
}

/// <summary>What training achieved, epoch by epoch.</summary>
public sealed class TrainingReport
{
    internal TrainingReport(string network, IReadOnlyList<EpochReport> epochs, int bestEpoch, TrainingEnd end, TimeSpan duration)
    {
        Network = network;
        Epochs = epochs;
        BestEpoch = bestEpoch;
        End = end;
        Duration = duration;
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>The complete epochs.</summary>
    public IReadOnlyList<EpochReport> Epochs { get; }

    /// <summary>
    /// The number (from 1) of the epoch with the best monitored figure, by default the lowest validation loss; 0 where no epoch had one that is finite.
    /// </summary>
    public int BestEpoch { get; }

    /// <summary>The facts of the best epoch, if there is one.</summary>
    public EpochReport? Best => BestEpoch > 0 ? Epochs[BestEpoch - 1] : null;

    /// <summary>The facts of the last epoch, if there is one.</summary>
    public EpochReport? Last => Epochs.Count > 0 ? Epochs[^1] : null;

    /// <summary>Why training ended.</summary>
    public TrainingEnd End { get; }

    /// <summary>Whether the caller cancelled.</summary>
    public bool IsCancelled => End == TrainingEnd.Cancelled;

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; }

    /// <summary>The epochs as a Markdown table; the best one is bold.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder("| epoch | train loss | validation loss | accuracy | learning rate | samples/s | seconds |\n")
            .Append("|---:|---:|---:|---:|---:|---:|---:|\n");
        foreach (var epoch in Epochs)
        {
            var mark = epoch.Epoch == BestEpoch ? "**" : "";
            text.Append(CultureInfo.InvariantCulture, $"| {mark}{epoch.Epoch}{mark} | {epoch.TrainLoss:G5} | ")
                .Append(CultureInfo.InvariantCulture, $"{Optional(epoch.ValidationLoss, "G5")} | {Optional(epoch.ValidationAccuracy, "P2")} | ")
                .Append(CultureInfo.InvariantCulture, $"{epoch.LearningRate:G4} | {epoch.SamplesPerSecond:F0} | ")
                .Append(CultureInfo.InvariantCulture, $"{epoch.Duration.TotalSeconds:F2} |\n");
        }

        return text.ToString();
    }

    /// <summary>Writes the curves of <see cref="ToSvg"/> to a file.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public void SaveSvg(string path) => File.WriteAllText(path, ToSvg());

    /// <summary>
    /// The training loss, the validation loss and the validation accuracy (in percent, where there are any) over the epochs, as an SVG 1.1 picture; the
    /// best epoch is ringed.
    /// </summary>
    public string ToSvg() => LossCurve.Draw(this);

    private static string Optional(float? value, string format) => value?.ToString(format, CultureInfo.InvariantCulture) ?? "–";
}
