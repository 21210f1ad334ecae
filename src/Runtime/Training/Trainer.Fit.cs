using NetGen.Data;

namespace NetGen.Training;

public sealed partial class Trainer<TNetwork>
{
    /// <summary>Trains.</summary>
    /// <param name="train">The samples to learn from.</param>
    /// <param name="validation">Samples to judge by after every epoch, if any.</param>
    /// <param name="cancellationToken">Ends training after the step at hand; the report then holds the complete epochs and says so.</param>
    /// <returns>What every epoch achieved.</returns>
    /// <exception cref="ArgumentException">The data do not fit the network.</exception>
    /// <exception cref="TrainingDivergedException">The loss became infinite or NaN.</exception>
    public TrainingReport Fit(Dataset train, Dataset? validation = null, CancellationToken cancellationToken = default)
    {
        Require(train, nameof(train));
        if (validation is not null) Require(validation, nameof(validation));
        if (EarlyStopping?.Monitor == MonitoredFigure.Accuracy && validation is not { HasLabels: true })
            throw new ArgumentException("Early stopping by accuracy needs validation data with labels.", nameof(validation));
        var run = new TrainingRun(Network, Optimizer, TrainingOptions(), train, validation);
        var plan = new TrainingPlan(Network.Description.Name, Epochs, run.StepsPerEpoch, train.Count, validation?.Count ?? 0);
        TrainingReport? report = null;
        Progress.Run(plan, () => report = run.Run(Progress, cancellationToken));
        return report ?? throw new InvalidOperationException($"{Progress.GetType().Name}.Run must call the training it is given.");
    }

    private TrainingOptions TrainingOptions() => new(
        BatchSize, Epochs, AccumulationSteps, Seed, Shuffle, Schedule, SchedulePeriod, MaxGradientNorm, GradientNormType, MaxGradientValue,
        EarlyStopping, Average, Augmentation);
}
