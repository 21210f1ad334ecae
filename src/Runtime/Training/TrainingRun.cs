using System.Diagnostics;
using NetGen.Data;
using NetGen.Numerics;

namespace NetGen.Training;

/// <summary>
/// One call of Fit. Memory is taken in the constructor; the step loop gathers a batch, adds up gradients, clips, steps, and allocates nothing.
/// </summary>
internal sealed class TrainingRun
{
    private readonly INetwork _network;
    private readonly Optimizer _optimizer;
    private readonly TrainingOptions _options;
    private readonly Dataset _train;
    private readonly Batches _batches;
    private readonly SampleBatch _batch;
    private readonly Evaluation? _validation;
    private readonly bool _needsGradient;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer _sum;
    private readonly BestWeights _best;
    private int _step;

    public TrainingRun(INetwork network, Optimizer optimizer, TrainingOptions options, Dataset train, Dataset? validation)
    {
        _network = network;
        _optimizer = optimizer;
        _options = options;
        _train = train;
        _batches = new Batches(train.Count, options.BatchSize, options.Shuffle, options.Seed);
        _batch = new SampleBatch(train, options.BatchSize);
        _validation = validation is null ? null : new Evaluation(network, validation, options.BatchSize);
        _needsGradient = options.AccumulationSteps > 1 || options.MaxGradientNorm is not null || options.MaxGradientValue is not null;
        _gradient = new AlignedBuffer(_needsGradient ? network.Parameters.Length : 0);
        _sum = new AlignedBuffer(options.AccumulationSteps > 1 ? network.Parameters.Length : 0);
        _best = new BestWeights(options.EarlyStopping);
    }

    /// <summary>Updates of an epoch.</summary>
    public int StepsPerEpoch => (_batches.Count + _options.AccumulationSteps - 1) / _options.AccumulationSteps;

    public TrainingReport Run(TrainingProgress progress, CancellationToken cancellation)
    {
        var epochs = new List<EpochReport>(_options.Epochs);
        var clock = Stopwatch.StartNew();
        var reason = TrainingEnd.AllEpochs;
        for (var epoch = 1; epoch <= _options.Epochs; epoch++)
        {
            if (RunEpoch(epoch, progress, cancellation) is not { } report)
            {
                reason = TrainingEnd.Cancelled;
                break;
            }

            epochs.Add(report);
            progress.OnEpoch(report);
            _options.Schedule?.Observe(report.ValidationLoss ?? report.TrainLoss);
            if (_best.ShouldStop)
            {
                reason = TrainingEnd.EarlyStopping;
                break;
            }
        }

        if (_options.Average is { Count: > 0 } average) average.CopyTo(_network.Parameters);
        _best.Restore(_network);
        var result = new TrainingReport(_network.Description.Name, epochs, _best.Epoch, reason, clock.Elapsed);
        progress.OnEnd(result);
        return result;
    }

    private EpochReport? RunEpoch(int epoch, TrainingProgress progress, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        _batches.BeginEpoch(epoch - 1);
        var key = CounterRandom.Key((ulong)_options.Seed, ((ulong)epoch << 32) | 1);
        double loss = 0;
        var seen = 0;
        for (var next = 0; next < _batches.Count; next += _options.AccumulationSteps)
        {
            if (cancellation.IsCancellationRequested) return null;
            SetRate(epoch);
            var samples = _needsGradient ? Accumulate(next, epoch, key, out var stepLoss) : Step(next, epoch, key, out stepLoss);
            if (_needsGradient) Update(epoch);
            _options.Average?.Update(_network.Parameters);
            loss += stepLoss;
            seen += samples;
            progress.OnStep(new StepProgress(epoch, _step % StepsPerEpoch, StepsPerEpoch, seen, (float)(loss / seen)));
            _step++;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var trainLoss = (float)(loss / seen);
        var validation = Validate(epoch, trainLoss);
        return new EpochReport(
            epoch, trainLoss, validation?.Loss, validation?.Accuracy, _optimizer.LearningRate, seen / seconds, Stopwatch.GetElapsedTime(start));
    }

    // A step nobody else wants the gradient of. Returns the samples; their summed loss.
    private int Step(int batch, int epoch, ulong key, out double lossSum)
    {
        var samples = _batches[batch];
        _batch.Gather(samples, _options.Augmentation, key);
        var loss = _network.Train(_batch.Inputs, _batch.Labels, _batch.Targets, _optimizer);
        RequireFinite(loss, epoch);
        lossSum = (double)loss * samples.Length;
        return samples.Length;
    }

    private void RequireFinite(float loss, int epoch)
    {
        if (!float.IsFinite(loss)) throw new TrainingDivergedException(loss, "loss", epoch, _step, _optimizer.LearningRate);
    }

    // The gradient of the mean over all samples of the group: means of batches, weighted by their sizes. Returns the samples; their summed loss.
    private int Accumulate(int first, int epoch, ulong key, out double lossSum)
    {
        lossSum = 0;
        var last = Math.Min(first + _options.AccumulationSteps, _batches.Count);
        var all = 0;
        for (var i = first; i < last; i++) all += _batches[i].Length;
        if (last > first + 1) _sum.Span.Clear();
        for (var i = first; i < last; i++)
        {
            var samples = _batches[i];
            _batch.Gather(samples, _options.Augmentation, key);
            var loss = _network.Gradient(_batch.Inputs, _batch.Labels, _batch.Targets, _gradient.Span);
            RequireFinite(loss, epoch);
            lossSum += (double)loss * samples.Length;
            if (last > first + 1) FlatVector.AddScaled(_sum.Span, _gradient.Span, (float)samples.Length / all);
        }

        if (last > first + 1) _sum.Span.CopyTo(_gradient.Span);
        return all;
    }

    private void Update(int epoch)
    {
        var gradient = _gradient.Span;
        if (_options.MaxGradientValue is { } value) GradientClipping.ByValue(gradient, value);
        if (_options.MaxGradientNorm is { } limit)
        {
            var norm = GradientClipping.ByNorm(gradient, limit, _options.GradientNormType);
            if (!float.IsFinite(norm)) throw new TrainingDivergedException(norm, "gradient's norm", epoch, _step, _optimizer.LearningRate);
        }

        _optimizer.Step(_network.Parameters, gradient);
    }

    private void SetRate(int epoch)
    {
        if (_options.Schedule is not { } schedule) return;
        var step = _options.SchedulePeriod == SchedulePeriod.Step ? _step : epoch - 1;
        _optimizer.LearningRate = schedule.At(step);
        if (_optimizer is IMomentum optimizer && schedule.MomentumAt(step) is { } momentum) optimizer.Momentum = momentum;
    }

    private EvaluationResult? Validate(int epoch, float trainLoss)
    {
        _options.Average?.Swap(_network.Parameters);
        var validation = _validation?.Run();
        _best.Observe(epoch, trainLoss, validation, _network);
        _options.Average?.Swap(_network.Parameters);
        return validation;
    }
}
