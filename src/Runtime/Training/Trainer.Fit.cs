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
    /// <exception cref="TrainingDivergedException">The loss, the gradient or the parameters became infinite or NaN.</exception>
    /// <remarks>
    /// Whatever ends training, an exception included, <see cref="LastReport"/> holds the complete epochs, the network its own parameters (or, if asked
    /// for, those of the best epoch), and the average its own.
    /// </remarks>
    public TrainingReport Fit(Dataset train, Dataset? validation = null, CancellationToken cancellationToken = default)
    {
        Require(train, nameof(train));
        if (validation is not null) Require(validation, nameof(validation));
        if (EarlyStopping?.Monitor == MonitoredFigure.Accuracy && (validation is null || !Evaluation.HasAccuracy(Network.Description, validation)))
            throw new ArgumentException("Early stopping by accuracy needs validation data with labels, and a network whose outputs are scores of classes.", nameof(validation));
        if (Average is { Count: > 0 } average && average.Average.Length != Network.Parameters.Length)
            throw new ArgumentException($"The average is over {average.Average.Length} parameters, but {Network.Description.Name} has {Network.Parameters.Length}; use one average per network, or Reset().");
        LastReport = null;
        var run = new TrainingRun(Network, Optimizer, TrainingOptions(), train, validation);
        var plan = new TrainingPlan(Network.Description.Name, Epochs, run.StepsPerEpoch, train.Count, validation?.Count ?? 0);
        var hasBegun = false;
        Progress.Run(plan, () =>
        {
            if (hasBegun) throw new InvalidOperationException($"{Progress.GetType().Name}.Run must call the training it is given once.");
            hasBegun = true;
            LastReport = Train(run, cancellationToken);
            Progress.OnEnd(LastReport);
        });
        return LastReport ?? throw new InvalidOperationException($"{Progress.GetType().Name}.Run must call the training it is given.");
    }

    private TrainingReport Train(TrainingRun run, CancellationToken cancellationToken)
    {
        var end = TrainingEnd.Failed;
        try
        {
            end = run.Run(Progress, cancellationToken);
        }
        catch (TrainingDivergedException problem)
        {
            end = TrainingEnd.Diverged;
            problem.Report = LastReport = run.Report(end);
            Progress.OnEnd(LastReport);
            throw;
        }
        finally
        {
            LastReport ??= run.Report(end);
        }

        return LastReport;
    }

    private TrainingOptions TrainingOptions() => new(
        BatchSize, Epochs, AccumulationSteps, Seed, Shuffle, Schedule, SchedulePeriod, MaxGradientNorm, GradientNormType, MaxGradientValue,
        EarlyStopping, Average, Augmentation);
}
