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
    private readonly LabelMasses? _masses;
    private readonly AlignedBuffer _gradient;
    private readonly AlignedBuffer _sum;
    private readonly AlignedBuffer _buffers;
    private readonly BestWeights _best;
    private readonly List<EpochReport> _epochs = [];
    private readonly Stopwatch _clock = new();
    private readonly int _accumulation;
    private long _step;

    public TrainingRun(INetwork network, Optimizer optimizer, TrainingOptions options, Dataset train, Dataset? validation)
    {
        _network = network;
        _optimizer = optimizer;
        _options = options;
        _train = train;
        _batches = new Batches(train.Count, options.BatchSize, options.Shuffle, options.Seed);
        _batch = new SampleBatch(train, options.BatchSize);
        _validation = validation is null ? null : new Evaluation(network, validation, options.BatchSize);
        // An epoch has no more batches than this, however many the caller allows; sums with this number do not overflow.
        _accumulation = Math.Min(options.AccumulationSteps, _batches.Count);
        _needsGradient = _accumulation > 1 || options.MaxGradientNorm is not null || options.MaxGradientValue is not null;
        _masses = network is ITrainedInParts parts ? new LabelMasses(parts) : null;
        // Labels that do not count may leave one of several losses without any: its share is then taken apart.
        _gradient = new AlignedBuffer(_needsGradient || _masses is { Values.Length: > 0 } && !((ITrainedInParts)network).CountsLabelsOnly || _masses is { Values.Length: > 1 } ? network.Parameters.Length : 0);
        _sum = new AlignedBuffer(_accumulation > 1 ? network.Parameters.Length : 0);
        _buffers = new AlignedBuffer(network.Buffers.Length);
        _best = new BestWeights(options.EarlyStopping);
    }

    /// <summary>Updates of an epoch.</summary>
    public int StepsPerEpoch => ((_batches.Count - 1) / _accumulation) + 1;

    /// <summary>What the complete epochs achieved.</summary>
    public TrainingReport Report(TrainingEnd end) => new(_network.Description.Name, [.. _epochs], _best.Epoch, end, _clock.Elapsed);

    /// <summary>Trains; however it ends, the best parameters are back in the network if they are to be restored.</summary>
    public TrainingEnd Run(TrainingProgress progress, CancellationToken cancellation)
    {
        _clock.Start();
        _best.Begin(_network);
        try
        {
            var end = RunEpochs(progress, cancellation);
            // After an exception the network keeps its own parameters: the average can still be taken, they could not.
            if (_options.Average is { Count: > 0 } average) average.CopyTo(_network.Parameters);
            return end;
        }
        catch (TrainingDivergedException)
        {
            _best.CompareWithStart(_network, _validation);
            throw;
        }
        finally
        {
            _best.Restore(_network);
            _clock.Stop();
        }
    }

    private TrainingEnd RunEpochs(TrainingProgress progress, CancellationToken cancellation)
    {
        for (var epoch = 1; ; epoch++)
        {
            if (RunEpoch(epoch, progress, cancellation) is not { } report) return TrainingEnd.Cancelled;
            _epochs.Add(report);
            progress.OnEpoch(report);
            _options.Schedule?.Observe(report.ValidationLoss ?? report.TrainLoss);
            if (_best.ShouldStop) return TrainingEnd.EarlyStopping;
            if (epoch == _options.Epochs) return TrainingEnd.AllEpochs;
        }
    }

    private EpochReport? RunEpoch(int epoch, TrainingProgress progress, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        _batches.BeginEpoch(epoch - 1);
        var key = CounterRandom.Key((ulong)_options.Seed, ((ulong)epoch << 32) | 1);
        double sum = 0, weight = 0;
        var seen = 0;
        for (var next = 0; next < _batches.Count; next += Math.Min(_accumulation, _batches.Count - next))
        {
            if (cancellation.IsCancellationRequested) return null;
            var last = next + Math.Min(_accumulation, _batches.Count - next);
            var samples = 0;
            for (var i = next; i < last; i++) samples += _batches[i].Length;
            seen += samples;
            // A batch without a label that counts has no loss: there is nothing to step along.
            if (Weigh(next, last))
            {
                SetRate(epoch);
                _network.Buffers.CopyTo(_buffers.Span);
                var loss = StepOver(next, last, key, epoch);
                var own = _masses is { OfOnlyLoss: > 0 } masses ? masses.OfOnlyLoss : samples;
                (sum, weight) = (sum + (loss * own), weight + own);
            }

            progress.OnStep(new StepProgress(epoch, (int)(_step % StepsPerEpoch), StepsPerEpoch, seen, (float)(sum / weight)));
            _step++;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var trainLoss = (float)(sum / weight);
        RequireFiniteParameters(epoch);
        var validation = Validate(epoch, trainLoss);
        return new EpochReport(
            epoch, trainLoss, validation?.Loss, validation?.Accuracy, _optimizer.LearningRate, seen / seconds, Stopwatch.GetElapsedTime(start));
    }

    // An update. Returns its loss.
    private double StepOver(int first, int last, ulong key, int epoch)
    {
        double loss;
        if (_needsGradient || _masses is { AnyEmpty: true })
        {
            loss = Accumulate(first, last, key, epoch);
            Update(epoch);
        }
        else
        {
            loss = Step(first, key, epoch);
        }

        if (_options.Average is not { } average) return loss;
        RequireFiniteParameters(epoch);
        average.Update(_network.Parameters);
        return loss;
    }

    // A step nobody else wants the gradient of.
    private double Step(int batch, ulong key, int epoch)
    {
        _batch.Gather(_batches[batch], _options.Augmentation, key);
        var loss = _network.Train(_batch.Inputs, _batch.Labels, _batch.Targets, _optimizer);
        RequireFinite(loss, epoch);
        return loss;
    }

    private void RequireFinite(float loss, int epoch)
    {
        if (!float.IsFinite(loss)) throw Diverged(loss, "loss", epoch);
    }

    // Without a limit the gradient is not looked at: what its step did shows in the next loss, or after the last step here.
    private void RequireFiniteParameters(int epoch)
    {
        if (!GradientClipping.IsFinite(_network.Parameters)) throw Diverged(float.NaN, "parameters", epoch);
    }

    // The step in question has changed nothing: the statistics its batches have left in the buffers are taken back.
    private TrainingDivergedException Diverged(float value, string what, int epoch)
    {
        _buffers.Span.CopyTo(_network.Buffers);
        return new TrainingDivergedException(value, what, epoch, (int)Math.Min(_step, int.MaxValue), _optimizer.LearningRate);
    }

    // The gradient of the group as one batch: of the parts' shares, where the network can tell them, otherwise of means weighted by samples.
    private double Accumulate(int first, int last, ulong key, int epoch)
    {
        var all = 0;
        for (var i = first; i < last; i++) all += _batches[i].Length;
        if (last > first + 1) _sum.Span.Clear();
        double loss = 0;
        for (var i = first; i < last; i++)
        {
            var samples = _batches[i];
            _batch.Gather(samples, _options.Augmentation, key);
            var share = _masses is null ? (float)samples.Length / all : 1;
            loss += share * (double)(_masses is null
                ? _network.Gradient(_batch.Inputs, _batch.Labels, _batch.Targets, _gradient.Span)
                : ((ITrainedInParts)_network).Gradient(_batch.Inputs, _batch.Labels, _batch.Targets, all, _masses.Values, _gradient.Span));
            RequireFinite((float)loss, epoch);
            if (last > first + 1) FlatVector.AddScaled(_sum.Span, _gradient.Span, share);
        }

        if (last > first + 1) _sum.Span.CopyTo(_gradient.Span);
        return loss;
    }

    // How much the labels of the batches weigh. Returns whether any counts, or there are losses that want none.
    private bool Weigh(int first, int last)
    {
        if (_masses is null) return true;
        _masses.Begin();
        for (var i = first; i < last; i++)
            foreach (var sample in _batches[i]) _masses.Add(_train.LabelsOf(sample));
        _masses.End();
        return !_masses.IsEmpty;
    }

    private void Update(int epoch)
    {
        var gradient = _gradient.Span;
        if (_options.MaxGradientValue is { } value) GradientClipping.ByValue(gradient, value);
        if (_options.MaxGradientNorm is { } limit)
        {
            var norm = GradientClipping.Clip(gradient, limit, _options.GradientNormType);
            if (!double.IsFinite(norm)) throw Diverged((float)norm, "gradient's norm", epoch);
        }
        else if (!GradientClipping.IsFinite(gradient))
        {
            throw Diverged((float)GradientClipping.Norm(gradient), "gradient's norm", epoch);
        }

        _optimizer.Step(_network.Parameters, gradient);
    }

    private void SetRate(int epoch)
    {
        if (_options.Schedule is not { } schedule) return;
        var step = _options.SchedulePeriod == SchedulePeriod.Step ? (int)Math.Min(_step, int.MaxValue) : epoch - 1;
        if (_optimizer is IMomentum optimizer && schedule.MomentumAt(step) is { } momentum) optimizer.Momentum = momentum;
        _optimizer.LearningRate = schedule.At(step);
    }

    private EvaluationResult? Validate(int epoch, float trainLoss)
    {
        var average = _options.Average is { Count: > 0 } any ? any : null;
        average?.Swap(_network.Parameters);
        try
        {
            var validation = _validation?.Run();
            _best.Observe(epoch, trainLoss, validation, _network);
            return validation;
        }
        finally
        {
            average?.Swap(_network.Parameters);
        }
    }
}
