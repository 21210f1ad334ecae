using System.Collections.Concurrent;
using NetGen.Generator.Model;
using NetGen.Testing;

namespace NetGen.Conformance.Emitted;

/// <summary>What the interpreter computes for a network, kept for all instruction sets.</summary>
internal sealed class ReferenceRuns
{
    private static readonly ConcurrentDictionary<string, ReferenceRuns> Known = new();

    private readonly SampleNetwork _network;
    private readonly InterpretedNetwork _interpreted;
    private readonly ConcurrentDictionary<int, ReferenceRun> _runs = new();

    private ReferenceRuns(SampleNetwork network, NetworkSpec specification)
    {
        _network = network;
        _interpreted = InterpretedNetwork.Of(specification);
    }

    public static ReferenceRuns Of(SampleNetwork network, NetworkSpec specification) => Known.GetOrAdd(network.Name, _ => new(network, specification));

    public ReferenceRun At(int batch) => _runs.GetOrAdd(batch, n => new(_network, _interpreted, n));
}

/// <summary>One batch: inputs, targets and parameters, and what the interpreter makes of them.</summary>
internal sealed class ReferenceRun
{
    // A dot product of K terms is off by at most K·ε·Σ|a·b| (ε = 6e-8) and typically by √K·ε; the largest value of a tensor stands for Σ|a·b|.
    // The sums here have up to some hundred terms, gradients of parameters up to some ten thousand (positions times samples).
    private const double ForwardTolerance = 8e-6, GradientTolerance = 1e-5, Floor = 2e-7;

    private readonly int _batch;
    private readonly double[] _inputs;
    private readonly double[] _targets;
    private readonly Dictionary<string, double[]> _state = new(StringComparer.Ordinal);
    private readonly double[] _outputs;
    private readonly double _evaluated;
    private readonly GradientResult _gradient;

    public ReferenceRun(SampleNetwork network, InterpretedNetwork interpreted, int batch)
    {
        _batch = batch;
        _inputs = Noise.Values(11 + (ulong)batch, batch * interpreted.InputLength, network.Low ?? -network.Range, network.Range);
        _targets = Noise.Values(12, batch * interpreted.TargetLength, -1, 1);
        foreach (var (name, shape) in interpreted.State)
        {
            var count = shape.Aggregate(1, (product, extent) => product * extent);
            _state[name] = name.EndsWith("running_var", StringComparison.Ordinal) ? Noise.Values(100 + (ulong)_state.Count, count, 0.5, 1.5) : Weights(100 + (ulong)_state.Count, count);
        }

        _outputs = interpreted.Forward(batch, _inputs, _state);
        _evaluated = interpreted.Evaluate(batch, _inputs, _targets, _state);
        _gradient = interpreted.Gradient(batch, _inputs, _targets, _state);
    }

    public void AssertEqual(RunnableNetwork network)
    {
        Compare("output", _outputs, network.Forward(_batch, _inputs, _state), ForwardTolerance);
        Compare("evaluated loss", [_evaluated], [network.Evaluate(_batch, _inputs, _targets, _state)], ForwardTolerance);
        var actual = network.Gradient(_batch, _inputs, _targets, _state);
        Compare("loss", [_gradient.Loss], [actual.Loss], ForwardTolerance);
        Assert.Equal(_gradient.Gradients.Keys.Order(), actual.Gradients.Keys.Order());
        foreach (var (name, expected) in _gradient.Gradients) Compare($"gradient of {name}", expected, actual.Gradients[name], GradientTolerance);
        foreach (var (name, expected) in _gradient.Buffers) Compare(name, expected, actual.Buffers[name], ForwardTolerance);
    }

    /// <summary>Weights of either sign, none near 0: behind a small weight a normalisation enlarges every rounding.</summary>
    private static double[] Weights(ulong seed, int count) => [.. Noise.Values(seed, count, -0.5, 0.5).Select(w => (double)(float)(w + (w < 0 ? -0.2 : 0.2)))];

    private void Compare(string what, double[] expected, double[] actual, double relative)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = (relative * expected.Select(Math.Abs).DefaultIfEmpty().Max()) + Floor;
        for (var i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
                Assert.Fail($"batch of {_batch}: {what}[{i}] is {actual[i]:G9} instead of {expected[i]:G9}; the difference {Math.Abs(expected[i] - actual[i]):G3} is above {tolerance:G3}");
        }
    }
}
