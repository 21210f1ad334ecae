using System.Diagnostics;
using System.Globalization;
using Spectre.Console;

namespace NetGen.Training;

/// <summary>A live progress bar per epoch; finished epochs stay above it as plain lines.</summary>
internal sealed class TerminalProgress : TrainingProgress
{
    private static readonly TimeSpan s_refresh = TimeSpan.FromMilliseconds(100);
    private TrainingPlan? _plan;
    private ProgressTask? _bar;
    private long _lastShown;

    /// <summary>Whether the standard output is a terminal that understands cursor movements.</summary>
    public static bool IsInteractive => !Console.IsOutputRedirected && AnsiConsole.Profile.Capabilities is { Ansi: true, Interactive: true };

    public override void Run(TrainingPlan plan, Action training)
    {
        _plan = plan;
        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                _bar = context.AddTask(Markup.Escape(plan.Network), maxValue: (double)plan.Epochs * plan.StepsPerEpoch);
                training();
            });
    }

    // The display copies and formats, so it is told at most ten times a second: the steps between allocate nothing.
    public override void OnStep(in StepProgress step)
    {
        if (_bar is null || _plan is null || Stopwatch.GetElapsedTime(_lastShown) < s_refresh) return;
        _lastShown = Stopwatch.GetTimestamp();
        _bar.Value = ((double)(step.Epoch - 1) * step.StepsPerEpoch) + step.Step + 1;
        _bar.Description = string.Create(
            CultureInfo.InvariantCulture, $"{Markup.Escape(_plan.Network)} epoch {step.Epoch}/{_plan.Epochs}  loss {step.Loss:F4}");
    }

    public override void OnEpoch(EpochReport epoch)
    {
        AnsiConsole.WriteLine(LineProgress.Format(epoch, _plan?.Epochs ?? epoch.Epoch));
        if (_bar is not null && _plan is not null) _bar.Value = (double)epoch.Epoch * _plan.StepsPerEpoch;
    }

    public override void OnEnd(TrainingReport report)
    {
        if (report.End == TrainingEnd.EarlyStopping)
            AnsiConsole.WriteLine(FormattableString.Invariant($"stopped early after {report.Epochs.Count} epochs; the best one is {report.BestEpoch}"));
        if (report.IsCancelled) AnsiConsole.WriteLine(FormattableString.Invariant($"cancelled after {report.Epochs.Count} complete epochs"));
    }
}
