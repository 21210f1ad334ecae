using NetGen.Data;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Whatever ends a run, the best parameters are back, nothing stays exchanged, and the report is not lost.</summary>
public sealed class TrainingEndTests
{
    private static readonly float[] s_inputs = [.. Enumerable.Range(0, 12).Select(i => 1 + (i % 3 * 0.1f))];

    // One call of Evaluate.
    private static readonly Dataset s_one = new(new float[1], 1);

    public enum Ending
    {
        Epochs,
        Patience,
        Cancelled,
        Divergence,
        Gradient,
        Validation,
        Step,
        Epoch,
        Augmentation,
    }

    public static TheoryData<Ending, bool, bool> Endings
    {
        get
        {
            var data = new TheoryData<Ending, bool, bool>();
            foreach (var ending in Enum.GetValues<Ending>())
                foreach (var averages in new[] { false, true })
                    foreach (var accumulates in new[] { false, true }) data.Add(ending, averages, accumulates);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void The_best_epoch_is_restored_however_training_ends(Ending ending, bool averages, bool accumulates)
    {
        // The third validation is the best one.
        var network = new ScriptedNetwork { Validation = call => call == 6 && ending == Ending.Validation ? throw new IOException("no disk") : Math.Abs(call - 3) };
        using var source = new CancellationTokenSource();
        var watch = new Watch(network, ending, source, averages);
        var trainer = Trainer(network, accumulates);
        trainer.Epochs = 8;
        trainer.EarlyStopping = new EarlyStopping { Patience = ending == Ending.Patience ? 2 : 100 };
        trainer.Progress = watch;
        if (ending == Ending.Augmentation) trainer.Augmentation = new Failing(15 * 4);
        if (averages) trainer.Average = watch.Average = new ExponentialMovingAverage(0.9f);
        var problem = Record.Exception(() => trainer.Fit(new Dataset(s_inputs, 1), s_one, source.Token));

        Assert.Equal(watch.Best, network.Parameters[0]);
        Assert.Equal(watch.BestBuffer, network.Buffers[0]);
        var report = trainer.LastReport!;
        Assert.Equal(3, report.BestEpoch);
        Assert.True(report.Epochs.Count >= 4, $"{report.Epochs.Count} epochs");
        var (end, exception) = ending switch
        {
            Ending.Epochs => (TrainingEnd.AllEpochs, null),
            Ending.Patience => (TrainingEnd.EarlyStopping, null),
            Ending.Cancelled => (TrainingEnd.Cancelled, null),
            Ending.Divergence or Ending.Gradient => (TrainingEnd.Diverged, typeof(TrainingDivergedException)),
            _ => (TrainingEnd.Failed, typeof(IOException)),
        };
        Assert.Equal(end, report.End);
        Assert.Equal(exception, problem?.GetType());
        if (problem is TrainingDivergedException diverged) Assert.Same(report, diverged.Report);
        Assert.Equal(end == TrainingEnd.Failed ? null : report, watch.Ended);
    }

    [Theory]
    [InlineData(Ending.Divergence)]
    [InlineData(Ending.Gradient)]
    [InlineData(Ending.Validation)]
    [InlineData(Ending.Step)]
    [InlineData(Ending.Epoch)]
    [InlineData(Ending.Augmentation)]
    public void After_an_exception_network_and_average_hold_their_own_parameters(Ending ending)
    {
        var network = new ScriptedNetwork { Validation = call => call == 6 && ending == Ending.Validation ? throw new IOException("no disk") : 1 };
        using var source = new CancellationTokenSource();
        var watch = new Watch(network, ending, source, averages: false);
        var trainer = Trainer(network, accumulates: false);
        trainer.Epochs = 8;
        trainer.Average = new ExponentialMovingAverage(0.9f);
        trainer.Progress = watch;
        if (ending == Ending.Augmentation) trainer.Augmentation = new Failing(15 * 4);
        Assert.NotNull(Record.Exception(() => trainer.Fit(new Dataset(s_inputs, 1), s_one, source.Token)));
        // The step whose gradient was NaN has been taken, but not into the average.
        Assert.Equal(ending == Ending.Gradient ? float.NaN : watch.Last, network.Parameters[0]);
        Assert.NotEqual(network.Parameters[0], trainer.Average.Average[0]);
        Assert.Equal(trainer.Average.Average[0], watch.Mean, 1e-6f);
    }

    [Theory]
    [InlineData(null, null, 1)]
    [InlineData(1f, null, 1)]
    [InlineData(null, 1f, 1)]
    [InlineData(null, null, 3)]
    [InlineData(1f, 1f, 2)]
    public void A_bad_sample_leaves_the_network_as_it_was_before_its_step(float? norm, float? value, int accumulation)
    {
        float[] bad = [.. s_inputs];
        bad[9] = float.NaN;
        ScriptedNetwork network = new(), clean = new();
        Trainer<ScriptedNetwork> Made(ScriptedNetwork n) => new(n, new Adam(0.1f)) { BatchSize = 1, Shuffle = false, MaxGradientNorm = norm, MaxGradientValue = value, AccumulationSteps = accumulation, Progress = TrainingProgress.Silent };
        var (trainer, other) = (Made(network), Made(clean));
        Assert.Throws<TrainingDivergedException>(() => trainer.Fit(new Dataset(bad, 1)));
        other.Fit(new Dataset(s_inputs.AsMemory(0, 9 / accumulation * accumulation), 1));
        Assert.Equal(clean.Parameters[0], network.Parameters[0]);
        Assert.Equal(clean.Buffers[0], network.Buffers[0]);
        Assert.Equal(other.Optimizer.StepCount, trainer.Optimizer.StepCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1f)]
    public void A_gradient_that_is_not_finite_is_reported_though_the_loss_is(float? limit)
    {
        var network = new ScriptedNetwork { Spoil = _ => float.PositiveInfinity };
        var trainer = new Trainer<ScriptedNetwork>(network, new Sgd(0.1f)) { MaxGradientNorm = limit, Progress = TrainingProgress.Silent };
        var problem = Assert.Throws<TrainingDivergedException>(() => trainer.Fit(new Dataset(s_inputs, 1)));
        Assert.Contains(limit is null ? "parameters" : "gradient's norm", problem.Message, StringComparison.Ordinal);
        if (limit is not null) Assert.Equal(0, network.Parameters[0]);
    }

    [Fact]
    public void Figures_that_are_not_finite_are_never_the_best()
    {
        float[] losses = [float.NaN, float.NegativeInfinity, 3, float.NaN, 2, float.PositiveInfinity, float.NaN, float.NaN];
        var network = new ScriptedNetwork { Validation = call => losses[call - 1] };
        var trainer = Trainer(network, accumulates: false);
        (trainer.Epochs, trainer.EarlyStopping) = (8, new EarlyStopping { Patience = 2 });
        var report = trainer.Fit(new Dataset(s_inputs, 1), s_one);
        Assert.Equal((5, 8, TrainingEnd.EarlyStopping), (report.BestEpoch, report.Epochs.Count, report.End));
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { Patience = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumImprovement = float.NaN });
        Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping { MinimumImprovement = -1 });
    }

    private static Trainer<ScriptedNetwork> Trainer(ScriptedNetwork network, bool accumulates)
        => new(network, new Sgd(0.01f)) { BatchSize = 3, AccumulationSteps = accumulates ? 2 : 1, Shuffle = false, Progress = TrainingProgress.Silent };

    /// <summary>Ends training in the sixth epoch, and remembers what should be in the network.</summary>
    private sealed class Watch(ScriptedNetwork network, Ending ending, CancellationTokenSource source, bool averages) : TrainingProgress
    {
        private bool _began;

        public ExponentialMovingAverage? Average { get; set; }

        public float Best { get; private set; }

        public float BestBuffer { get; private set; }

        public float Last { get; private set; }

        public float Mean { get; private set; }

        public TrainingReport? Ended { get; private set; }

        public override void OnStep(in StepProgress step)
        {
            Last = network.Parameters[0];
            Mean = _began ? (0.9f * Mean) + (0.1f * Last) : Last;
            _began = true;
            if (step.Epoch < 6) return;
            if (ending == Ending.Divergence) network.Spoil = _ => float.NaN;
            if (ending == Ending.Divergence) network.Parameters[0] = Last = float.NaN;
            if (ending == Ending.Gradient) network.Spoil = _ => float.NaN;
            if (ending == Ending.Step) throw new IOException("no disk");
            if (ending == Ending.Cancelled) source.Cancel();
        }

        public override void OnEpoch(EpochReport epoch)
        {
            if (epoch.Epoch == 3) (Best, BestBuffer) = (averages ? Average!.Average[0] : network.Parameters[0], network.Buffers[0]);
            if (epoch.Epoch == 6 && ending == Ending.Epoch) throw new IOException("no disk");
        }

        public override void OnEnd(TrainingReport report) => Ended = report;
    }

    private sealed class Failing(int calls) : SampleTransform
    {
        private int _calls;

        public override void Apply(ReadOnlySpan<float> input, Span<float> output, ulong key)
        {
            if (++_calls == calls) throw new IOException("no disk");
            input.CopyTo(output);
        }
    }
}
