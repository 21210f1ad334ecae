using System.Globalization;
using System.Xml.Linq;
using NetGen.Data;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>No number of the user's choosing makes the trainer overflow, take memory without bound or go on for ever.</summary>
public sealed class ExtremeOptionTests
{
    [Theory]
    [InlineData(int.MaxValue, 1, 7)]
    [InlineData(5, int.MaxValue, 7)]
    [InlineData(5, 1_500_000_000, 1)]
    [InlineData(5, 3, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, int.MaxValue)]
    public void Large_counts_are_only_limits(int epochs, int accumulation, int batchSize)
    {
        var data = TrainerTests.TwoClouds(50, seed: 1);
        var network = new SoftmaxRegression();
        var trainer = TrainerTests.Trainer(network, new Sgd(0.1f), epochs, batchSize);
        trainer.AccumulationSteps = accumulation;
        // Never an improvement after the first epoch.
        trainer.EarlyStopping = new EarlyStopping { Patience = 3, MinimumImprovement = float.MaxValue };
        var before = GC.GetAllocatedBytesForCurrentThread();
        var report = trainer.Fit(data, data);
        Assert.Equal(5, report.Epochs.Count);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
        var steps = accumulation > 100 || batchSize > 50 ? 5 : accumulation == 1 ? 40 : 15;
        Assert.Equal(steps, trainer.Optimizer.StepCount);
    }

    [Fact]
    public void A_huge_accumulation_is_the_whole_epoch()
    {
        float[] Weights(int batchSize, int accumulation)
        {
            var network = new SoftmaxRegression();
            var trainer = TrainerTests.Trainer(network, new Sgd(0.5f), 3, batchSize);
            trainer.AccumulationSteps = accumulation;
            trainer.Fit(TrainerTests.TwoClouds(44, seed: 1));
            return network.Parameters.ToArray();
        }

        Assert.All(Weights(44, 1).Zip(Weights(5, int.MaxValue)), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void Schedules_answer_at_their_ends_and_beyond()
    {
        LearningRateSchedule[] schedules =
        [
            new ConstantSchedule(0.1f, 0.5f, int.MaxValue), new StepSchedule(0.1f, int.MaxValue), new MultiStepSchedule(0.1f, [int.MaxValue, 0]),
            new ExponentialSchedule(0.1f, 0.5f), new InverseTimeSchedule(0.1f, 1e30f), new PolynomialSchedule(0.1f, int.MaxValue), new PolynomialSchedule(0.1f, 1, 0),
            new InverseSqrtSchedule(1, int.MaxValue, int.MaxValue), new CosineSchedule(0.1f, int.MaxValue), new CosineSchedule(0.1f, 1),
            new CosineRestartsSchedule(0.1f, int.MaxValue, int.MaxValue), new CosineRestartsSchedule(0.1f, 1, 2), new CosineRestartsSchedule(0.1f, 1),
            new CyclicSchedule(0.1f, 0.2f, int.MaxValue, int.MaxValue), new CyclicSchedule(0.1f, 0.2f, 1), new WarmUpSchedule(0.1f, int.MaxValue), new WarmUpSchedule(0.1f, 1),
            new OneCycleSchedule(0.1f, int.MaxValue), new OneCycleSchedule(0.1f, 4), new ConstantSchedule(0.1f).Then(int.MaxValue, new ConstantSchedule(0.2f)),
            new ConstantSchedule(0.1f).WithWarmUp(int.MaxValue), new PlateauSchedule(0.1f, patience: int.MaxValue, cooldown: int.MaxValue),
        ];
        foreach (var schedule in schedules)
        {
            foreach (var step in new[] { 0, 1, 2, 1_000_000, int.MaxValue - 1, int.MaxValue })
            {
                var rate = schedule.At(step);
                Assert.True(rate is >= 0 and <= 0.2f, $"{schedule.GetType().Name} at {step}: {rate}");
                if (schedule.MomentumAt(step) is { } momentum) Assert.InRange(momentum, 0, 0.999f);
            }
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycleSchedule(0.1f, 100, highMomentum: 1));
    }

    [Fact]
    public void A_schedule_learns_nothing_before_it_begins()
    {
        // A plateau of patience 0 would lower its rate at the second epoch that is no better.
        foreach (var schedule in new[] { new ConstantSchedule(0.5f).Then(3, new PlateauSchedule(1, patience: 0)), new PlateauSchedule(1, patience: 0).WithWarmUp(3) })
        {
            for (var epoch = 0; epoch < 4; epoch++)
            {
                var rate = schedule.At(epoch);
                if (epoch == 3) Assert.Equal(1, rate);
                schedule.Observe(2);
            }

            Assert.Equal(1, schedule.At(4));
            schedule.Observe(2);
            Assert.Equal(0.1f, schedule.At(5));
        }
    }

    [Fact]
    public void Limits_that_are_none_are_refused_when_they_are_set()
    {
        var trainer = TrainerTests.Trainer(new SoftmaxRegression(), new Sgd(0.1f), 1);
        foreach (var wrong in new[] { 0, -1, float.NaN })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.MaxGradientNorm = wrong);
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.MaxGradientValue = wrong);
            Assert.Throws<ArgumentOutOfRangeException>(() => trainer.GradientNormType = wrong);
        }

        trainer.Average = new ExponentialMovingAverage();
        trainer.Average.Update(new float[3]);
        Assert.Throws<ArgumentException>(() => trainer.Fit(TrainerTests.TwoClouds(8, 1)));
    }

    [Theory]
    [InlineData(100f, 1e-5f)]
    [InlineData(100f, 1e10f)]
    [InlineData(3f, 1e-30f)]
    [InlineData(1000f, 1f)]
    public void Norms_of_high_order_neither_overflow_nor_vanish(float p, float size)
    {
        // ‖(s, s)‖ₚ = s·2^(1/p).
        Assert.Equal(1, GradientClipping.Norm([size, -size], p) / (size * Math.Pow(2, 1.0 / p)), 1e-6);
        float[] gradient = [size, size];
        GradientClipping.ByNorm(gradient, 0.5f * size, p);
        Assert.InRange(gradient[0] / size, 0, 0.51f);
    }

    [Fact]
    public void Large_finite_gradients_are_clipped_and_no_divergence()
    {
        // The norm, √2·3e38, is finite in double alone.
        float[] gradient = [3e38f, 3e38f];
        Assert.True(double.IsFinite(GradientClipping.Clip(gradient, 1, 2)));
        Assert.Equal(Math.Sqrt(0.5), gradient[0], 1e-6);
        Assert.True(GradientClipping.IsFinite([3e38f, -3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f, 3e38f]));
        for (var i = 0; i < 20; i++)
        {
            foreach (var bad in new[] { float.NaN, float.PositiveInfinity, float.NegativeInfinity })
            {
                var x = new float[20];
                x[i] = bad;
                Assert.False(GradientClipping.IsFinite(x));
            }
        }
    }

    [Fact]
    public void Every_report_can_be_drawn()
    {
        float[] special = [0, -0f, 1e11f, -1e11f, float.MaxValue, float.MinValue, float.Epsilon, -float.Epsilon, 1e-38f, 1e-13f, 1, -1, 1.0000001f, float.NaN, float.PositiveInfinity, float.NegativeInfinity];
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var epochs = random.Next(0, 6);
            var equal = special[random.Next(special.Length)];
            float Any() => (round % 4) switch
            {
                0 => equal,
                1 => special[random.Next(special.Length)],
                2 => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)),
                _ => equal * (1 + (random.NextSingle() * 1e-6f)),
            };
            var best = epochs == 0 ? 0 : random.Next(0, epochs + 1);
            EpochReport[] reports = [.. Enumerable.Range(1, epochs).Select(epoch => new EpochReport(epoch, Any(), random.Next(3) == 0 ? null : Any(), random.Next(3) == 0 ? null : random.NextSingle(), 0.1f, 1, default))];
            Draw(new TrainingReport("Net", reports, best, TrainingEnd.AllEpochs, default));
        }
    }

    [Theory]
    [InlineData(-1e11f)]
    [InlineData(0f)]
    [InlineData(0.25f)]
    [InlineData(1e-13f)]
    [InlineData(float.MaxValue)]
    public void A_single_epoch_is_a_dot(float loss)
    {
        var svg = Draw(new TrainingReport("Net", [new EpochReport(1, loss, null, null, 0.1f, 1, default)], 1, TrainingEnd.AllEpochs, default));
        var curve = svg.Elements().Single(element => element.Attribute("d")?.Value.Contains('L', StringComparison.Ordinal) == true);
        var points = curve.Attribute("d")!.Value.Split(' ').Select(point => point[1..]).Distinct().ToList();
        Assert.Single(points);
        Assert.Equal("round", curve.Attribute("stroke-linecap")!.Value);
    }

    private static XElement Draw(TrainingReport report)
    {
        var text = report.ToSvg();
        Assert.InRange(text.Length, 0, 20_000);
        var svg = XDocument.Parse(text).Root!;
        foreach (var element in svg.Elements())
        {
            foreach (var name in new[] { "x", "y", "x1", "y1", "x2", "y2", "cx", "cy" })
            {
                if (element.Attribute(name) is { } place) Assert.InRange(double.Parse(place.Value, CultureInfo.InvariantCulture), 0, 720);
            }

            Assert.DoesNotContain("NaN", element.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("∞", element.ToString(), StringComparison.Ordinal);
        }

        // From 2 to 12 different labels along the losses.
        var labels = svg.Elements().Where(element => element.Attribute("text-anchor")?.Value == "end").Select(element => element.Value).ToList();
        Assert.InRange(labels.Count, 2, 12);
        Assert.Equal(labels.Count, labels.Distinct().Count());
        Assert.DoesNotContain("-0", labels);
        return svg;
    }
}
