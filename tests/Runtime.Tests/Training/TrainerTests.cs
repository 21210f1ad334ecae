using NetGen.Data;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

public sealed class TrainerTests
{
    [Fact]
    public void Separable_classes_are_learned()
    {
        var network = new SoftmaxRegression();
        var report = Trainer(network, new Adam(0.1f), epochs: 20).Fit(TwoClouds(200, seed: 1), TwoClouds(100, seed: 2));
        Assert.Equal(20, report.Epochs.Count);
        Assert.True(report.Last!.ValidationAccuracy > 0.97f, $"{report.Last.ValidationAccuracy}");
        Assert.True(report.Last.ValidationLoss < report.Epochs[0].ValidationLoss);
        Assert.Equal(TrainingEnd.AllEpochs, report.End);
        Assert.Equal(report.Epochs.MinBy(epoch => epoch.ValidationLoss), report.Best);
    }

    [Fact]
    public void Targets_are_learned()
    {
        var x = Enumerable.Range(0, 50).Select(i => (i / 25f) - 1).ToArray();
        var network = new LinearRegression();
        var trainer = new Trainer<LinearRegression>(network, new Sgd(0.1f)) { BatchSize = 8, Epochs = 60, Progress = TrainingProgress.Silent };
        var report = trainer.Fit(new Dataset(x, 1, x.Select(value => (3 * value) - 1).ToArray(), 1));
        Assert.Equal(3, network.Parameters[0], 1e-3f);
        Assert.Equal(-1, network.Parameters[1], 1e-3f);
        Assert.Null(report.Last!.ValidationLoss);
        Assert.Null(report.Last.ValidationAccuracy);
    }

    [Fact]
    public void Every_sample_is_seen_once_an_epoch_with_a_shorter_last_batch()
    {
        var network = new SoftmaxRegression { RecordsBatches = true };
        Trainer(network, new Sgd(0.1f), epochs: 2, batchSize: 16).Fit(TwoClouds(50, seed: 1));
        Assert.Equal([16, 16, 16, 2, 16, 16, 16, 2], network.BatchSizes);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bits_and_another_seed_does_not()
    {
        float[] Weights(int seed)
        {
            var network = new SoftmaxRegression();
            var trainer = Trainer(network, new Sgd(0.1f), epochs: 2);
            trainer.Seed = seed;
            trainer.Fit(TwoClouds(50, seed: 1));
            return network.Parameters.ToArray();
        }

        Assert.Equal(Weights(3), Weights(3));
        Assert.NotEqual(Weights(3), Weights(4));
    }

    [Fact]
    public void Accumulated_batches_step_like_one_large_batch()
    {
        float[] Weights(int batchSize, int accumulation)
        {
            var network = new SoftmaxRegression();
            var trainer = Trainer(network, new Sgd(0.5f), epochs: 3, batchSize);
            trainer.AccumulationSteps = accumulation;
            trainer.Fit(TwoClouds(44, seed: 1));
            return network.Parameters.ToArray();
        }

        var (large, small) = (Weights(32, 1), Weights(8, 4));
        for (var i = 0; i < large.Length; i++) Assert.Equal(large[i], small[i], 1e-5f);
    }

    [Fact]
    public void The_step_loop_allocates_nothing()
    {
        var data = TwoClouds(4096, seed: 1);
        long Allocated(int epochs)
        {
            var trainer = Trainer(new SoftmaxRegression(), new Adam(), epochs, batchSize: 4);
            trainer.MaxGradientNorm = 1;
            trainer.AccumulationSteps = 2;
            trainer.Average = new ExponentialMovingAverage();
            trainer.Schedule = new CosineSchedule(0.1f, 1000);
            trainer.SchedulePeriod = SchedulePeriod.Step;
            trainer.Augmentation = new Shift();
            trainer.Fit(data);
            var before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(data);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        // Three more epochs are 1536 more updates; only their three reports may cost something.
        Assert.InRange(Allocated(4) - Allocated(1), 0, 3 * 200);
    }

    [Fact]
    public void Schedules_count_epochs_or_updates()
    {
        var data = TwoClouds(40, seed: 1);
        var trainer = Trainer(new SoftmaxRegression(), new Sgd(9, momentum: 0.5f), epochs: 3, batchSize: 10);
        trainer.Schedule = new StepSchedule(1, stepSize: 1, gamma: 0.5f);
        Assert.Equal([1, 0.5f, 0.25f], trainer.Fit(data).Epochs.Select(epoch => epoch.LearningRate));
        trainer.SchedulePeriod = SchedulePeriod.Step;
        Assert.Equal([0.125f, 0.0078125f, 0.00048828125f], trainer.Fit(data).Epochs.Select(epoch => epoch.LearningRate));
        var cycle = new OneCycleSchedule(1, steps: 12);
        trainer.Schedule = cycle;
        trainer.Fit(data);
        Assert.Equal(cycle.MomentumAt(11), ((IMomentum)trainer.Optimizer).Momentum);
    }

    [Fact]
    public void Early_stopping_ends_training_and_restores_the_best_epoch()
    {
        var network = new SoftmaxRegression();
        var trainer = Trainer(network, new Sgd(0.5f), epochs: 100);
        // After the third epoch the rate explodes, so that every later epoch is worse.
        trainer.Schedule = new ConstantSchedule(0.05f).Then(3, new ConstantSchedule(1000));
        trainer.EarlyStopping = new EarlyStopping { Patience = 2 };
        var (train, validation) = (TwoClouds(64, seed: 1, spread: 2.5f), TwoClouds(64, seed: 2, spread: 2.5f));
        var report = trainer.Fit(train, validation);
        Assert.Equal(TrainingEnd.EarlyStopping, report.End);
        Assert.Equal(report.BestEpoch + 3, report.Epochs.Count);
        Assert.Equal(report.Best!.ValidationLoss, trainer.Evaluate(validation).Loss);
        // The buffers are restored as well: 2 batches an epoch were counted.
        Assert.Equal(2 * report.BestEpoch, network.Buffers[0]);
    }

    [Fact]
    public void Cancelling_returns_the_complete_epochs()
    {
        using var source = new CancellationTokenSource();
        var trainer = Trainer(new SoftmaxRegression(), new Sgd(0.1f), epochs: 50, batchSize: 8);
        trainer.Progress = new CancelAfter(source, steps: 20);
        var report = trainer.Fit(TwoClouds(64, seed: 1), cancellationToken: source.Token);
        Assert.True(report.IsCancelled);
        Assert.Equal(2, report.Epochs.Count);
    }

    [Fact]
    public void A_diverged_loss_is_named_with_its_place()
    {
        var network = new SoftmaxRegression();
        var data = new Dataset([1, 2, float.NaN, 1], 2, [0, 1]);
        var trainer = Trainer(network, new Sgd(0.1f), epochs: 1, batchSize: 1);
        trainer.Shuffle = false;
        var problem = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(data));
        Assert.Equal((1, 1), (problem.Epoch, problem.Step));
        Assert.True(float.IsNaN(problem.Value));
        Assert.All(network.Parameters.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    [Fact]
    public void The_average_is_validated_and_kept_at_the_end()
    {
        var network = new SoftmaxRegression();
        var average = new ExponentialMovingAverage(0.9f);
        var trainer = Trainer(network, new Sgd(0.5f), epochs: 2);
        trainer.Average = average;
        var (train, validation) = (TwoClouds(64, seed: 1), TwoClouds(64, seed: 2));
        var report = trainer.Fit(train, validation);
        Assert.Equal(average.Average.ToArray(), network.Parameters.ToArray());
        Assert.Equal(report.Last!.ValidationLoss, trainer.Evaluate(validation).Loss);
    }

    [Fact]
    public void Data_that_do_not_fit_are_refused_with_both_lengths()
    {
        var trainer = Trainer(new SoftmaxRegression(), new Sgd(0.1f), epochs: 1);
        var problem = Assert.Throws<ArgumentException>(() => trainer.Fit(new Dataset(new float[6], 3, new int[2])));
        Assert.Contains("takes 2 values per sample, but the data set has 3", problem.Message, StringComparison.Ordinal);
        problem = Assert.Throws<ArgumentException>(() => trainer.Fit(new Dataset(new float[4], 2, new float[2], 1)));
        Assert.Contains("class indices", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Fit(new Dataset(new float[4], 2, new int[4], 2)));
        Assert.Throws<ArgumentException>(() => trainer.Fit(new Dataset([], 2, Array.Empty<int>())));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.BatchSize = 0);
    }

    internal static Dataset TwoClouds(int count, int seed, float spread = 0.7f)
    {
        var random = new Random(seed);
        var inputs = new float[2 * count];
        var labels = new int[count];
        for (var i = 0; i < count; i++)
        {
            labels[i] = i % 2;
            for (var j = 0; j < 2; j++) inputs[(2 * i) + j] = (labels[i] == 0 ? -1 : 1) + (spread * (float)((2 * random.NextDouble()) - 1));
        }

        return new Dataset(inputs, 2, labels);
    }

    internal static Trainer<SoftmaxRegression> Trainer(SoftmaxRegression network, Optimizer optimizer, int epochs, int batchSize = 32)
        => new(network, optimizer) { Epochs = epochs, BatchSize = batchSize, Progress = TrainingProgress.Silent };

    private sealed class CancelAfter(CancellationTokenSource source, int steps) : TrainingProgress
    {
        private int _seen;

        public override void OnStep(in StepProgress step)
        {
            if (++_seen == steps) source.Cancel();
        }
    }

    private sealed class Shift : SampleTransform
    {
        public override void Apply(ReadOnlySpan<float> input, Span<float> output, ulong key)
        {
            for (var i = 0; i < input.Length; i++) output[i] = input[i] + ((key & 1) == 0 ? 0.01f : 0);
        }
    }
}
