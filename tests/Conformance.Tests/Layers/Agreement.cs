using NetGen.Testing;

namespace NetGen.Conformance.Layers;

/// <summary>Emitted code against the interpreter: outputs, loss, gradients and running statistics, for one sample and for a batch that does not fill tiles.</summary>
internal static class Agreement
{
    private const double Tolerance = 2e-5;
    private static readonly int[] Batches = [1, 7];

    /// <param name="interpreted">The network as the interpreter runs it.</param>
    /// <param name="emitted">The same, emitted.</param>
    /// <param name="low">The smallest input, where others are outside of a layer's domain; weights in front of it are then positive.</param>
    /// <param name="isRandom">Whether training draws numbers: the interpreter's are others.</param>
    public static void Check(InterpretedNetwork interpreted, CompiledNetwork emitted, double? low = null, bool isRandom = false)
    {
        Assert.Equal(interpreted.State.Keys.Order(StringComparer.Ordinal), emitted.State.Keys.Order(StringComparer.Ordinal));
        var state = State(interpreted, low);
        foreach (var n in Batches)
        {
            var inputs = Noise.Values(3, n * interpreted.InputLength, low ?? -1, 1);
            var targets = Noise.Values(5, n * interpreted.TargetLength, -1, 1);
            Near($"outputs of {n}", interpreted.Forward(n, inputs, state), emitted.Forward(n, inputs, state));
            Near($"loss of {n}", [interpreted.Evaluate(n, inputs, targets, state)], [emitted.Evaluate(n, inputs, targets, state)]);
            // The interpreter's masks are others; those layers' gradients are checked where masks are known.
            if (isRandom) continue;
            var (expected, actual) = (interpreted.Gradient(n, inputs, targets, state), emitted.Gradient(n, inputs, targets, state));
            Near($"training loss of {n}", [expected.Loss], [actual.Loss]);
            foreach (var (parameter, gradient) in expected.Gradients) Near($"gradient of {parameter} of {n}", gradient, actual.Gradients[parameter]);
            foreach (var (buffer, values) in expected.Buffers) Near($"{buffer} after {n}", values, actual.Buffers[buffer]);
        }
    }

    /// <summary>Weights of either sign; of the layers in front positive ones where the layer's domain is.</summary>
    private static Dictionary<string, double[]> State(InterpretedNetwork network, double? low)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var (name, shape) in network.State)
        {
            var count = shape.Aggregate(1, (product, extent) => product * extent);
            var isPositive = name.EndsWith("running_var", StringComparison.Ordinal) || (low is not null && !name.StartsWith("layer.", StringComparison.Ordinal));
            state[name] = Noise.Values((ulong)state.Count + 11, count, isPositive ? 0.3 : -1, 1);
        }

        return state;
    }

    public static void Near(string what, double[] expected, double[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        var tolerance = Tolerance * Math.Max(0.05, expected.Select(Math.Abs).DefaultIfEmpty(0).Max());
        for (var i = 0; i < expected.Length; i++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance)) Assert.Fail($"{what}, element {i}: {actual[i]:G9}, but the interpreter has {expected[i]:G9} (tolerance {tolerance:G2})");
        }
    }
}
