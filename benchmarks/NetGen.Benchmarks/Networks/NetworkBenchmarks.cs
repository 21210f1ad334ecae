using BenchmarkDotNet.Attributes;
using NetGen.Benchmarks.Networks;
using NetGen.Training;

namespace NetGen.Benchmarks;

/// <summary>Inference and training of declared networks as a user calls them.</summary>
[MemoryDiagnoser]
public class NetworkBenchmarks
{
    private const int Batch = 32;

    private readonly SmallMlp _mlp = new(seed: 1);
    private readonly LeNet5 _lenet = new(seed: 1);
    private readonly Sgd _sgd = new(learningRate: 1e-4f);
    private readonly float[] _mlpInput = new float[SmallMlp.InputLength];
    private readonly float[] _mlpOutput = new float[SmallMlp.OutputLength];
    private readonly float[] _images = new float[Batch * LeNet5.InputLength];
    private readonly float[] _scores = new float[Batch * LeNet5.OutputLength];
    private readonly int[] _labels = new int[Batch];
    private readonly float[] _gradient = new float[LeNet5.ParameterLength];

    /// <summary>Inputs uniform on [−1, 1].</summary>
    [GlobalSetup]
    public void Fill()
    {
        var random = new Random(1);
        foreach (ref var value in _mlpInput.AsSpan()) value = (2 * random.NextSingle()) - 1;
        foreach (ref var value in _images.AsSpan()) value = (2 * random.NextSingle()) - 1;
        foreach (ref var label in _labels.AsSpan()) label = random.Next(LeNet5.OutputLength);
    }

    /// <summary>MLP 16-64-64-8, one sample.</summary>
    [Benchmark]
    public void SmallMlpForward() => _mlp.Forward(_mlpInput, _mlpOutput);

    /// <summary>LeNet-5, one image.</summary>
    [Benchmark]
    public void LeNet5Forward() => _lenet.Forward(_images.AsSpan(0, LeNet5.InputLength), _scores.AsSpan(0, LeNet5.OutputLength));

    /// <summary>LeNet-5, 32 images.</summary>
    [Benchmark]
    public void LeNet5ForwardBatch() => _lenet.Forward(_images, _scores);

    /// <summary>LeNet-5, a training step on 32 images.</summary>
    [Benchmark]
    public float LeNet5TrainingStep() => _lenet.Train(_images, _labels, _sgd);

    /// <summary>LeNet-5, the gradient of 32 images, and the optimiser's step.</summary>
    [Benchmark]
    public float LeNet5GradientAndStep()
    {
        var loss = _lenet.Gradient(_images, _labels, _gradient);
        _sgd.Step(_lenet.Parameters, _gradient);
        return loss;
    }
}
