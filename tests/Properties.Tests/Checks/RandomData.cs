using NetGen.Generator.Graph;
using NetGen.Generator.Layers;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>Inputs, targets and parameters for a random network.</summary>
internal static class RandomData
{
    /// <summary>Every so many labels, one does not count.</summary>
    private const int IgnoredEvery = 4;

    public static Feed Of(RandomNetwork network, Reference reference) =>
        new(network.Batch, Inputs(network), Targets(network, reference.Training), State(reference.Inference.Graph));

    /// <summary>The inputs with one element of some sample that is not a number; null where all inputs are numbers of rows.</summary>
    public static double[]? WithNaN(RandomNetwork network, double[] inputs)
    {
        Value[] declared = [.. Inputs(network.Values)];
        if (declared[0].Rows > 0) return null;
        var changed = (double[])inputs.Clone();
        var length = declared.Sum(v => v.Count);
        changed[((network.Batch - 1) / 2 * length) + ((declared[0].Count - 1) / 2)] = double.NaN;
        return changed;
    }

    private static IEnumerable<Value> Inputs(IReadOnlyList<Value> values) => values.Where(v => v.Name is "input" or "second");

    private static double[] Inputs(RandomNetwork network)
    {
        var inputs = new List<double>();
        for (var sample = 0; sample < network.Batch; sample++)
        {
            foreach (var value in Inputs(network.Values))
            {
                for (var i = 0; i < value.Count; i++)
                {
                    var uniform = Noise.Uniform(3, inputs.Count);
                    // The first rows are the commonest, as in texts.
                    inputs.Add(value.Rows > 0 ? Math.Floor(uniform * uniform * value.Rows) : (float)((2 * uniform) - 1));
                }
            }
        }

        return [.. inputs];
    }

    private static double[] Targets(RandomNetwork network, BuiltNetwork training)
    {
        var packed = new List<double>();
        var labels = 0;
        for (var sample = 0; sample < network.Batch; sample++)
        {
            var domain = 0;
            foreach (var target in training.Targets.Select(t => t.Target))
            {
                for (var i = 0; i < target.Length; i++)
                {
                    var uniform = Noise.Uniform(99, packed.Count);
                    packed.Add(target.Kind != TargetKind.Labels ? network.Domains[domain].Target(i, uniform)
                        : target.Ignored is { } ignored && ++labels % IgnoredEvery == 0 ? ignored : Math.Floor(uniform * target.Classes));
                }

                if (target.Kind == TargetKind.Values) domain++;
            }
        }

        return [.. packed];
    }

    /// <summary>Weights of either sign, none near 0, that keep values of about one size from layer to layer.</summary>
    private static Dictionary<string, double[]> State(TensorGraph graph)
    {
        var state = new Dictionary<string, double[]>(StringComparer.Ordinal);
        foreach (var p in graph.Nodes.OfType<ParameterNode>())
        {
            var (count, seed) = ((int)p.ElementCount, 100 + (ulong)state.Count);
            var scale = p.CanonicalShape.Length < 2 ? 1 : Math.Min(1, 2 / Math.Sqrt(count / (double)p.CanonicalShape[0]));
            state[p.Name] = p.Name.EndsWith("running_var", StringComparison.Ordinal)
                ? Noise.Values(seed, count, 0.5, 1.5)
                : [.. Noise.Values(seed, count, -0.5, 0.5).Select(w => (double)(float)(scale * (w + (w < 0 ? -0.2 : 0.2))))];
        }

        return state;
    }
}
