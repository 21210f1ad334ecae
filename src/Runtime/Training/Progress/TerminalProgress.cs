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
        if (Stopwatch.GetElapsedTime(_lastShown) < s_refresh) return;
        _lastShown = Stopwatch.GetTimestamp();
        Show(step.Epoch, step.Step + 1, step.Loss);
    }

    public override void OnEpoch(EpochReport epoch)
    {
        AnsiConsole.WriteLine(LineProgress.Format(epoch, _plan?.Epochs ?? epoch.Epoch));
        Show(epoch.Epoch, _plan?.StepsPerEpoch ?? 0, epoch.TrainLoss);
    }

    public override void OnEnd(TrainingReport report)
    {
        if (LineProgress.Ending(report) is { } line) AnsiConsole.WriteLine(line);
    }

    private void Show(int epoch, int steps, float loss)
    {
        if (_bar is null || _plan is null) return;
        _bar.Value = ((double)(epoch - 1) * _plan.StepsPerEpoch) + steps;
        var name = Markup.Escape(_plan.Network);
        _bar.Description = string.Create(CultureInfo.InvariantCulture, $"{name} epoch {epoch}/{_plan.Epochs}  loss {loss:F4}");
    }
}
