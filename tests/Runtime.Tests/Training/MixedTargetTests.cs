using NetGen.Data;
using NetGen.Training;
using Xunit;

namespace NetGen.Tests.Training;

/// <summary>Networks with a loss on class indices and another on real values train on data sets that carry both.</summary>
public sealed class MixedTargetTests
{
    [Fact]
    public void Both_heads_learn()
    {
        var network = new TwoHeads();
        var trainer = new Trainer<TwoHeads>(network, new Adam(0.05f)) { Epochs = 60, BatchSize = 16, Progress = TrainingProgress.Silent };
        var report = trainer.Fit(Clouds(96, 1), Clouds(96, 2));
        Assert.True(report.Last!.ValidationLoss < 0.1f * report.Epochs[0].TrainLoss, $"{report.Epochs[0].TrainLoss} became {report.Last.ValidationLoss}");
        // The sum of the features, which the second head is to tell.
        Assert.Equal(1, network.Parameters[6], 0.1f);
        Assert.Equal(1, network.Parameters[7], 0.1f);
        Assert.Null(report.Last.ValidationAccuracy);
    }

    [Fact]
    public void Every_view_of_the_data_keeps_labels_and_values_together()
    {
        var data = Clouds(40, 3);
        foreach (var view in new[] { data.Slice(8, 16), data.Subset([7, 7, 0, 39]), StandardScaler.Fit(data).Transform(data), DatasetSplit.Stratified(data, test: 0.25).Test })
        {
            Assert.Equal((1, 1, false), (view.LabelLength, view.TargetLength, view.HasLabels));
            for (var i = 0; i < view.Count; i++) Assert.Equal(view.LabelsOf(i)[0] == 1, view.TargetsOf(i)[0] > 0);
        }
    }

    [Fact]
    public void Data_of_one_kind_alone_are_refused()
    {
        var trainer = new Trainer<TwoHeads>(new TwoHeads(), new Sgd(0.1f)) { Progress = TrainingProgress.Silent };
        var labels = Assert.Throws<ArgumentException>(() => trainer.Fit(TrainerTests.TwoClouds(8, 1)));
        Assert.Contains("takes 1 class indices beside the values of a sample, but the data set has 0", labels.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => trainer.Fit(new Dataset(new float[8], 2, new float[4], 1)));
        Assert.Throws<ArgumentException>(() => TrainerTests.Trainer(new SoftmaxRegression(), new Sgd(0.1f), 1).Fit(Clouds(8, 1)));
        Assert.Throws<ArgumentException>(() => TrainerTests.TwoClouds(8, 1).WithLabels(new int[8]));
        Assert.Throws<ArgumentException>(() => new Dataset(new float[8], 2, new float[4], 1).WithLabels(new int[3]));
    }

    private static Dataset Clouds(int count, int seed)
    {
        var clouds = TrainerTests.TwoClouds(count, seed);
        float[] sums = [.. Enumerable.Range(0, count).Select(i => clouds.Input(i)[0] + clouds.Input(i)[1])];
        return clouds.WithTargets(sums, 1).WithLabels(clouds.Labels.ToArray());
    }

    /// <summary>A softmax regression, and beside it y = w·x with a squared error.</summary>
    private sealed class TwoHeads : INetwork<TwoHeads>, ILabelAndTargetTrained
    {
        private readonly SoftmaxRegression _classes = new();
        private readonly float[] _parameters = new float[8];

        public static NetworkInfo Info { get; } = Described();

        public NetworkInfo Description => Info;

        public Span<float> Parameters => _parameters;

        public Span<float> Buffers => default;

        public static TwoHeads Create(int seed) => new();

        public static TwoHeads Load(string path) => throw new NotSupportedException();

        public static TwoHeads Load(Stream stream) => throw new NotSupportedException();

        public static TwoHeads Load(ReadOnlySpan<byte> bytes) => throw new NotSupportedException();

        public void Forward(ReadOnlySpan<float> input, Span<float> output, NetworkWorkspace workspace) => throw new NotSupportedException();

        public NetworkWorkspace CreateWorkspace(int maxBatch = 1) => throw new NotSupportedException();

        public void Save(Stream stream) => throw new NotSupportedException();

        public void Forward(ReadOnlySpan<float> input, Span<float> output) => throw new NotSupportedException();

        public void Save(string path) => throw new NotSupportedException();

        public float Evaluate(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets) => Gradient(input, labels, targets, new float[8]);

        public float Gradient(ReadOnlySpan<float> input, ReadOnlySpan<int> labels, ReadOnlySpan<float> targets, Span<float> gradient)
        {
            _parameters.AsSpan(0, 6).CopyTo(_classes.Parameters);
            var loss = _classes.Gradient(input, labels, gradient[..6]);
            gradient[6..].Clear();
            for (var i = 0; i < targets.Length; i++)
            {
                var error = (_parameters[6] * input[2 * i]) + (_parameters[7] * input[(2 * i) + 1]) - targets[i];
                loss += error * error / targets.Length;
                gradient[6] += 2 * error * input[2 * i] / targets.Length;
                gradient[7] += 2 * error * input[(2 * i) + 1] / targets.Length;
            }

            return loss;
        }

        private static NetworkInfo Described()
        {
            var one = SoftmaxRegression.Describe("TwoHeads", [("classes", "classes", 6), ("sum", "sum", 2)], outputs: 3);
            return new NetworkInfo
            {
                Name = one.Name,
                InputLength = one.InputLength,
                OutputLength = one.OutputLength,
                TargetLength = 1,
                LabelLength = 1,
                ParameterCount = 8,
                ParameterLength = 8,
                BufferLength = 0,
                ForwardMacs = 0,
                ForwardFlops = 0,
                WorkspaceLength = 0,
                Layers = [],
                Parameters = one.Parameters,
                Buffers = [],
            };
        }
    }
}
