using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Properties.Networks;
using NetGen.Properties.Oracles;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>
/// Each layer of a network, as lowered and interpreted, against its definition: on the values that its sources have in the network, so that a layer
/// that is wrong is named; and once more where an input is not a number.
/// </summary>
internal static class OracleCheck
{
    /// <summary>What is wrong, or null.</summary>
    public static string? Failure(RandomNetwork network, Reference reference) =>
        Failure(network, reference, reference.Feed.Inputs) ??
        (RandomData.WithNaN(network, reference.Feed.Inputs) is { } inputs && Failure(network, reference, inputs) is { } why ? $"where an input is NaN: {why}" : null);

    private static string? Failure(RandomNetwork network, Reference reference, double[] inputs)
    {
        var graph = reference.Inference.Graph;
        var values = Interpreter.Values(graph, reference.Feed with { Inputs = inputs });
        var byName = reference.Inference.Layers.ToDictionary(l => l.Name, l => values[l.Node.Id], StringComparer.Ordinal);
        InputNode[] given = [.. graph.Nodes.OfType<InputNode>().Where(n => !n.IsTarget)];
        ElementSpec[] elements = [.. network.Declaration.Elements];
        foreach (var (element, node) in elements.Where(e => e.Role == ElementRole.Input).Zip(given)) byName[element.Name!] = values[node.Id];
        string? above = null;
        foreach (var element in elements.Where(e => e.Role is ElementRole.Input or ElementRole.Layer))
        {
            var (name, source) = (element.Name!, element.From ?? above);
            above = name;
            if (element.Role == ElementRole.Input) continue;
            string[] sources = [source!, .. element.Arguments.FirstOrDefault(a => a.Name == "Others")?.Value.Texts ?? default];
            foreach (var sample in new[] { 0, (network.Batch - 1) / 2, network.Batch - 1 }.Distinct())
            {
                var call = new LayerCall(element, [.. sources.Select(s => PlaneOf(byName[s], sample))], suffix =>
                    Parameter(reference, element, suffix), network.Shapes[name]);
                if (LayerOracle.Of(call) is { } expected && Difference(call, expected, PlaneOf(byName[name], sample)) is { } why)
                    return $"{name}, sample {sample}: {why}";
            }
        }

        return null;
    }

    private static string? Difference(LayerCall call, Plane expected, Plane actual)
    {
        var scale = expected.Data.Concat(call.X.Data).Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max() + 1;
        for (var i = 0; i < expected.Data.Length; i++)
        {
            double e = expected.Data[i], a = actual.Data[i];
            // Between two elements, resampling may or may not look at one whose weight is 0.
            if (double.IsNaN(e) != double.IsNaN(a) && call.Kind == "Upsample") continue;
            if (e.Equals(a) || Math.Abs(e - a) <= 1e-7 * scale || !(Math.Abs(e) < 1e12 || double.IsNaN(e))) continue;
            return $"element {i} is {a:G9}, but {call.Kind} is {e:G9} there by its definition";
        }

        return null;
    }

    private static Plane? Parameter(Reference reference, ElementSpec element, string suffix)
    {
        var owner = element.Arguments.FirstOrDefault(a => a.Name == "WeightsOf")?.Value.Text ?? element.Name;
        var node = reference.Inference.Graph.Nodes.OfType<ParameterNode>().FirstOrDefault(p => p.Name == $"{owner}.{suffix}");
        return node is null ? null : new([.. node.CanonicalShape], reference.Feed.State[node.Name]);
    }

    private static Plane PlaneOf(Tensor tensor, int sample) => new(tensor.Shape,
        tensor.Data.AsSpan(tensor.Batched ? sample * tensor.ElementCount : 0, tensor.ElementCount).ToArray());
}
