using NetGen.Data;
using NetGen.Networks.Weighed;
using NetGen.Training;

namespace NetGen.Networks;

/// <summary>
/// Random configurations of training keep three promises: Train is the gradient and the step, accumulated batches are one batch, and a step that is
/// refused changes nothing.
/// </summary>
public sealed class WeighedTrainingTests
{
    public static TheoryData<string> Names => [.. s_networks.Keys];

    private static readonly Dictionary<string, ICase> s_networks = new ICase[]
    {
        new Case<Plain>(), new Case<Smoothed>(), new Case<LogLikelihood>(), new Case<Pixels>(), new Case<Summed>(), new Case<BatchMeans>(), new Case<Margins>(),
        new Case<SummedSquares>(), new Case<Squares>(), new Case<Heads>(), new Case<TwoLabels>(),
        new Case<Normalised> { HasStatistics = true }, new Case<Threaded> { HasStatistics = true, Prepare = n => n.Threads = 2 },
    }.ToDictionary(c => c.Name);

    private static readonly Func<Optimizer>[] s_optimizers =
    [
        () => new Sgd(0.2f), () => new Sgd(0.1f, momentum: 0.9f, dampening: 0.5f, weightDecay: 0.01f), () => new Adam(0.01f), () => new AdamW(0.01f, amsgrad: true),
        () => new NAdam(0.01f), () => new RAdam(0.01f, beta2: 0.9f), () => new AdaMax(0.01f), () => new AdaGrad(0.1f), () => new RmsProp(0.01f, centered: true), () => new AdaDelta(), () => new Lion(0.01f),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void Accumulated_batches_are_one_batch(string name) => s_networks[name].Accumulate();

    [Theory]
    [MemberData(nameof(Names))]
    public void The_figures_of_a_data_set_do_not_depend_on_the_batches(string name) => s_networks[name].Judge();

    [Theory]
    [MemberData(nameof(Names))]
    public void Train_is_the_gradient_and_the_step_around_refused_steps(string name) => s_networks[name].Refuse();

    [Fact]
    public void Accumulated_statistics_are_those_of_the_parts_and_the_labels_still_weigh_alike()
    {
        Normalised network = new(1), by = new(1);
        var data = WeighedBatches.Of(Normalised.Info, 12, 3, ignored: 0.2);
        new Trainer<Normalised>(network, new Sgd(0.2f)) { BatchSize = 4, AccumulationSteps = 3, Shuffle = false, Progress = TrainingProgress.Silent }.Fit(data);
        float[] sum = new float[Normalised.ParameterLength], gradient = new float[sum.Length];
        double mass(Dataset part) => part.Labels.ToArray().Where(label => label >= 0).Sum(label => label + 1.0);
        for (var part = 0; part < 3; part++)
        {
            var own = data.Slice(4 * part, 4);
            by.Gradient(own.Inputs, own.Labels, gradient);
            for (var i = 0; i < sum.Length; i++) sum[i] += (float)(mass(own) / mass(data)) * gradient[i];
        }

        new Sgd(0.2f).Step(by.Parameters, sum);
        Near(by.Parameters, network.Parameters, 1e-5f, "parameters");
        Near(by.Buffers, network.Buffers, 1e-6f, "running statistics");
    }

    [Fact]
    public void Accuracy_is_over_the_labels_that_count_of_all_heads()
    {
        var network = new TwoLabels(1);
        var data = WeighedBatches.Of(TwoLabels.Info, 40, 5);
        var outputs = new float[40 * 8];
        network.Forward(data.Inputs, outputs);
        int right = 0, counted = 0;
        for (var i = 0; i < 80; i++)
        {
            if (data.Labels[i] == -100) continue;
            counted++;
            var scores = outputs.AsSpan(4 * i, 4);
            var best = 0;
            for (var c = 1; c < 4; c++) if (scores[c] > scores[best]) best = c;
            if (best == data.Labels[i]) right++;
        }

        var result = new Trainer<TwoLabels>(network, new Sgd()) { BatchSize = 7 }.Evaluate(data);
        Assert.Equal((float)((double)right / counted), result.Accuracy);
        Assert.Null(new Trainer<Squares>(new Squares(1), new Sgd()).Evaluate(WeighedBatches.Of(Squares.Info, 8, 1)).Accuracy);
    }

    [Fact]
    public void Labels_that_do_not_count_are_neither_right_nor_wrong()
    {
        // Zero scores: the first class is named, and the loss is ln 4 whatever is ignored.
        var network = new Plain();
        network.Parameters.Clear();
        var data = new Dataset(new float[20], 5, [0, 0, -100, -100]);
        foreach (var batch in new[] { 1, 2, 3, 4, int.MaxValue })
        {
            var result = new Trainer<Plain>(network, new Sgd()) { BatchSize = batch }.Evaluate(data);
            Assert.Equal(1, result.Accuracy);
            Assert.Equal(Math.Log(4), result.Loss, 1e-6);
        }

        var none = new Trainer<Plain>(network, new Sgd()).Evaluate(new Dataset(new float[10], 5, [-100, -100]));
        Assert.True(float.IsNaN(none.Loss) && float.IsNaN(none.Accuracy!.Value));
    }

    [Fact]
    public void A_batch_without_a_label_that_counts_is_no_step_and_no_divergence()
    {
        Plain network = new(1), without = new(1);
        var data = WeighedBatches.Of(Plain.Info, 12, 7, ignored: 0);
        var labels = data.Labels.ToArray();
        labels.AsSpan(4, 4).Fill(-100);
        Trainer<Plain> made(Plain n) => new(n, new Adam(0.1f)) { BatchSize = 4, Shuffle = false, Progress = TrainingProgress.Silent };
        var (trainer, other) = (made(network), made(without));
        var report = trainer.Fit(new Dataset(data.Inputs.ToArray(), 5, labels), new Dataset(new float[5], 5, [-100]));
        var expected = other.Fit(data.Subset([0, 1, 2, 3, 8, 9, 10, 11]));
        Assert.Equal(without.Parameters.ToArray(), network.Parameters.ToArray());
        Assert.Equal(2, trainer.Optimizer.StepCount);
        Assert.Equal(expected.Last!.TrainLoss, report.Last!.TrainLoss, 1e-6f);
        Assert.Equal(0, report.BestEpoch);
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(1f, 1)]
    [InlineData(null, 2)]
    public void Running_statistics_survive_a_bad_sample(float? limit, int accumulation)
    {
        Normalised network = new(1), clean = new(1);
        var data = WeighedBatches.Of(Normalised.Info, 12, 2, ignored: 0);
        var inputs = data.Inputs.ToArray();
        inputs[(9 * Normalised.InputLength) + 3] = float.NaN;
        Trainer<Normalised> made(Normalised n) => new(n, new Adam(0.01f)) { BatchSize = 4 / accumulation, AccumulationSteps = accumulation, MaxGradientNorm = limit, Shuffle = false, Progress = TrainingProgress.Silent };
        Assert.Throws<TrainingDivergedException>(() => made(network).Fit(data.WithInputs(inputs)));
        made(clean).Fit(data.Slice(0, 8));
        Assert.Equal(clean.Buffers.ToArray(), network.Buffers.ToArray());
        Assert.Equal(clean.Parameters.ToArray(), network.Parameters.ToArray());
    }

    private static void Near(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, float tolerance, string what)
    {
        for (var i = 0; i < expected.Length; i++)
            Assert.True(MathF.Abs(expected[i] - actual[i]) <= tolerance * MathF.Max(1, MathF.Abs(expected[i])), $"{what} {i}: {actual[i]} instead of {expected[i]}");
    }

    // Relative to what is larger than 1; NaN is NaN.
    private static void Close(float expected, float actual, float tolerance)
        => Assert.Equal(expected, actual, float.IsFinite(expected) ? tolerance * Math.Max(1, Math.Abs(expected)) : 0);

    private interface ICase
    {
        string Name { get; }

        void Accumulate();

        void Judge();

        void Refuse();
    }

    private sealed class Case<TNetwork> : ICase
        where TNetwork : INetwork<TNetwork>
    {
        public bool HasStatistics { get; init; }

        public Action<TNetwork> Prepare { get; init; } = _ => { };

        public string Name => typeof(TNetwork).Name;

        public void Accumulate()
        {
            // With statistics over the batch, parts are no whole; see the test of those.
            if (HasStatistics) return;
            for (var seed = 1; seed <= 25; seed++)
            {
                var random = new Random(seed);
                int part = random.Next(1, 6), parts = random.Next(2, 6), count = random.Next(1, 40);
                var data = WeighedBatches.Of(TNetwork.Info, count, seed, random.NextDouble() * 0.9);
                float? limit = random.Next(2) == 0 ? null : 0.5f;
                var optimizer = random.Next(2) == 0 ? s_optimizers[0] : s_optimizers[1];
                (TNetwork, TrainingReport, Optimizer) fit(int batchSize, int accumulation)
                {
                    var network = TNetwork.Create(seed);
                    var trainer = new Trainer<TNetwork>(network, optimizer()) { BatchSize = batchSize, AccumulationSteps = accumulation, Epochs = 2, MaxGradientNorm = limit, Shuffle = false, Progress = TrainingProgress.Silent };
                    return (network, trainer.Fit(data), trainer.Optimizer);
                }

                var ((large, report, by), (small, accumulated, to)) = (fit(part * parts, 1), fit(part, parts));
                Near(large.Parameters, small.Parameters, 1e-4f, $"{Name} {seed}: parameters");
                Close(report.Last!.TrainLoss, accumulated.Last!.TrainLoss, 1e-4f);
                Assert.Equal(by.StepCount, to.StepCount);
            }
        }

        public void Judge()
        {
            for (var seed = 1; seed <= 25; seed++)
            {
                var random = new Random(seed);
                var data = WeighedBatches.Of(TNetwork.Info, random.Next(1, 40), seed, random.NextDouble() * 0.9);
                var network = TNetwork.Create(seed);
                var whole = WeighedBatches.Evaluate(network, data);
                var first = new Trainer<TNetwork>(network, new Sgd()) { BatchSize = data.Count }.Evaluate(data);
                // One of several losses without a label that counts contributes nothing here.
                if (float.IsFinite(whole)) Close(whole, first.Loss, 1e-5f);
                foreach (var batch in new[] { 1, 3, 8, int.MaxValue })
                {
                    var result = new Trainer<TNetwork>(network, new Sgd()) { BatchSize = batch }.Evaluate(data);
                    Close(first.Loss, result.Loss, 1e-5f);
                    Assert.Equal(first.Accuracy, result.Accuracy);
                }
            }
        }

        public void Refuse()
        {
            for (var seed = 1; seed <= 2 * s_optimizers.Length; seed++)
            {
                var random = new Random(seed);
                var make = s_optimizers[seed % s_optimizers.Length];
                var (together, apart, groups) = (make(), make(), make());
                groups.ForLayers(TNetwork.Info, TNetwork.Info.Parameters[0].Layer);
                TNetwork a = TNetwork.Create(seed), b = TNetwork.Create(seed), c = TNetwork.Create(seed);
                Prepare(a);
                Prepare(c);
                var gradient = new float[b.Parameters.Length];
                for (var step = 0; step < 8; step++)
                {
                    var data = WeighedBatches.Of(TNetwork.Info, random.Next(1, 9), random.Next(), 0.2);
                    if (random.Next(3) == 0)
                    {
                        var inputs = data.Inputs.ToArray();
                        inputs[random.Next(inputs.Length)] = random.Next(2) == 0 ? float.NaN : float.PositiveInfinity;
                        data = data.WithInputs(inputs);
                    }

                    float[] parameters = Elements(b.Parameters), buffers = [.. b.Buffers];
                    var loss = WeighedBatches.Gradient(b, data, gradient);
                    if (float.IsFinite(loss)) apart.Step(b.Parameters, gradient);
                    Assert.Equal(loss, WeighedBatches.Train(a, data, together));
                    Assert.Equal(loss, WeighedBatches.Train(c, data, groups));
                    foreach (var network in new INetwork[] { a, c })
                    {
                        Assert.Equal(Elements(b.Parameters), Elements(network.Parameters));
                        Assert.Equal(b.Buffers.ToArray(), network.Buffers.ToArray());
                    }

                    Assert.Equal((apart.StepCount, apart.StepCount), (together.StepCount, groups.StepCount));
                    if (float.IsFinite(loss)) continue;
                    Assert.Equal(parameters, Elements(b.Parameters));
                    Assert.Equal(buffers, b.Buffers.ToArray());
                }
            }
        }

        // Without the padding: an infinite input times its zeros is NaN, which a step may or may not write there.
        private static float[] Elements(Span<float> block)
        {
            var elements = new List<float>();
            foreach (var parameter in TNetwork.Info.Parameters)
            {
                var tensor = new float[parameter.Layout.ElementCount];
                parameter.Layout.ToCanonical(block[parameter.Offset..], tensor);
                elements.AddRange(tensor);
            }

            return [.. elements];
        }
    }
}
