using NetGen.Data;
using NetGen.Metrics;
using NetGen.Training;

namespace NetGen.Samples;

/// <summary>What came out for one data set: the mean over the test parts of several splits.</summary>
/// <param name="Name">The data set.</param>
/// <param name="Samples">How many samples it has.</param>
/// <param name="Figure">What was measured: a share of right answers, or a root mean squared error.</param>
/// <param name="Trivial">The figure of the commonest class or of the mean, told from the training part.</param>
/// <param name="Published">A figure from the literature, if there is one.</param>
/// <param name="Reached">The figure of the network.</param>
internal sealed record Outcome(string Name, int Samples, string Figure, double Trivial, double? Published, double Reached)
{
    /// <summary>Whether the network is better than both.</summary>
    public bool IsBetter => Figure == "accuracy" ? Reached > Trivial && Reached > (Published ?? 0) : Reached < Trivial && Reached < (Published ?? double.MaxValue);
}

/// <summary>Trains a network on a table, several times over, each time with another fifth of the samples held out.</summary>
internal static class Experiment
{
    private const int Splits = 20, BatchSize = 32;

    /// <summary>Classification: the shares of classes are the same in both parts.</summary>
    public static Outcome Classify<TNetwork>(string name, CsvTable table, double? published, int epochs)
        where TNetwork : INetwork<TNetwork>
    {
        var data = table.WithLabels(^1);
        double trivial = 0, reached = 0;
        for (var split = 1; split <= Splits; split++)
        {
            var (train, _, test) = DatasetSplit.Stratified(data, test: 0.2, seed: split);
            var commonest = train.Labels.ToArray().CountBy(label => label).MaxBy(pair => pair.Value).Key;
            trivial += (double)test.Labels.Count(commonest) / test.Count / Splits;
            reached += Train<TNetwork>(train, split, epochs).Evaluate(StandardScaler.Fit(train).Transform(test)).Accuracy!.Value / Splits;
        }

        return new(name, data.Count, "accuracy", trivial, published, reached);
    }

    /// <summary>Regression: targets are measured in standard deviations of the training part, and the error is given in their own unit.</summary>
    public static Outcome Predict<TNetwork>(string name, CsvTable table, int epochs)
        where TNetwork : INetwork<TNetwork>
    {
        var data = table.WithTargets(^1);
        double trivial = 0, reached = 0;
        for (var split = 1; split <= Splits; split++)
        {
            var (train, _, test) = DatasetSplit.Random(data, test: 0.2, seed: split);
            var mean = train.Targets.ToArray().Average();
            var deviation = MathF.Sqrt(train.Targets.ToArray().Average(t => (t - mean) * (t - mean)));
            float[] scaled(Dataset part) => [.. part.Targets.ToArray().Select(t => (t - mean) / deviation)];
            trivial += Math.Sqrt(test.Targets.ToArray().Average(t => (t - mean) * (double)(t - mean))) / Splits;
            var trainer = Train<TNetwork>(train.WithTargets(scaled(train), 1), split, epochs);
            var error = trainer.Evaluate(StandardScaler.Fit(train).Transform(test).WithTargets(scaled(test), 1)).Loss;
            reached += Math.Sqrt(error) * deviation / Splits;
        }

        return new(name, data.Count, "RMSE", trivial, null, reached);
    }

    /// <summary>The scaler sees the training part only.</summary>
    private static Trainer<TNetwork> Train<TNetwork>(Dataset train, int seed, int epochs)
        where TNetwork : INetwork<TNetwork>
    {
        var trainer = new Trainer<TNetwork>(TNetwork.Create(seed), new AdamW(learningRate: 5e-3f, weightDecay: 1e-2f))
        {
            BatchSize = BatchSize,
            Epochs = epochs,
            Seed = seed,
            Schedule = new CosineSchedule(5e-3f, epochs),
            Progress = TrainingProgress.Silent,
        };
        trainer.Fit(StandardScaler.Fit(train).Transform(train));
        return trainer;
    }
}
