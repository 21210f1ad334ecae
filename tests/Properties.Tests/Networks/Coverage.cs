using FsCheck.Fluent;
using NetGen.Generator.Model;

namespace NetGen.Properties.Networks;

/// <summary>
/// Chooses from many random networks those that show the most together: every kind of layer hidden and as an output, with one channel, with
/// whole panels of 16 and with a ragged last one, at each rank, with every set of options, and as many pairs of neighbours as there is room for. Few
/// networks then find what many would.
/// </summary>
internal static class Coverage
{
    private const int Pool = 40;
    private static readonly HashSet<string> Elementwise = [.. NetGen.Generator.Layers.Activation.All.Select(a => a.Kind)];

    /// <summary>So many genomes out of a pool of forty times as many: always the next that adds most for its number of layers.</summary>
    public static IReadOnlyList<Genome> Choose(int count)
    {
        var left = Genome.Generator.Sample(count * Pool, Settings.Random, 30).Select(g => (Genome: g, Features: FeaturesOf(RandomNetwork.Of(g)))).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var chosen = new List<Genome>();
        while (chosen.Count < count)
        {
            var best = left.MaxBy(g => g.Features.Sum(f => seen.Contains(f.Key) ? 0 : f.Value) / (1 + g.Genome.Layers.Length));
            left.Remove(best);
            seen.UnionWith(best.Features.Keys);
            chosen.Add(best.Genome);
        }

        return chosen;
    }

    private static Dictionary<string, double> FeaturesOf(RandomNetwork network)
    {
        var features = new Dictionary<string, double>(StringComparer.Ordinal);
        var shapes = network.Values.ToDictionary(v => v.Name, v => v.Shape, StringComparer.Ordinal);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        var read = network.Declaration.Elements.SelectMany((e, i) => Sources(network, i)).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < network.Declaration.Elements.Count; i++)
        {
            var element = network.Declaration.Elements[i];
            if (element.Role is ElementRole.Loss) features[$"loss {element.Kind}"] = 1;
            if (element.Role is not (ElementRole.Input or ElementRole.Layer)) continue;
            var name = NameOf(network, i);
            kinds[name] = element.Kind;
            // Activations differ in their expression alone.
            var group = Elementwise.Contains(element.Kind) ? "elementwise" : element.Kind;
            var options = $"({string.Join(", ", element.Arguments.Where(a => a.Name != "Others").Select(a => a.Name))})";
            // Between the caller's spans some layers are computed without a layout of their own.
            var isPlane = element.Kind == "DepthwiseConv2D";
            if (network.Values.Count == 2 && element.Role == ElementRole.Layer) features[$"{group}{options} alone, {(isPlane ? $"{shapes[name][^1]} wide" : Lanes(shapes[name]))}"] = isPlane ? 5 : 1;
            features[element.Kind + options] = 1;
            var place = $"{Lanes(shapes[name])}, {(read.Contains(name) ? "hidden" : "output")}";
            features[$"{group} to {place}"] = read.Contains(name) ? 3 : 1;
            // What layers without weights do with their options is layout for the most part.
            features[$"{group}{options} to {place}"] = !read.Contains(name) || network.HasParameters(name) ? 0.3 : 2;
            foreach (var source in Sources(network, i))
            {
                int[] from = shapes[source], to = shapes[name];
                features[$"{group} of {from.Length}, {Lanes(from)}"] = 1;
                features[$"{group}, {Lanes(from)} to {Lanes(to)}"] = group == "elementwise" ? 0.3 : 2;
                for (var axis = 1; axis < from.Length && from.Length == to.Length; axis++) features[$"{group}, {Extent(from[axis])} to {Extent(to[axis])} along {axis}"] = 1;
                features[$"{element.Kind} after {kinds[source]}"] = 0.1;
                var kernel = element.Arguments.FirstOrDefault(a => a.Name == "Kernel")?.Value;
                if (element.Arguments.FirstOrDefault(a => a.Name == "Strides")?.Value.Numbers is { } strides && strides.Aggregate(1.0, (product, s) => product * s) > 16)
                    features[$"{group} of many phases, kernel {kernel?.Numbers.DefaultIfEmpty(kernel.Number).Max()}"] = 3;
                // The gradients of shared weights are summed, not written to their place.
                if (options.Contains("WeightsOf", StringComparison.Ordinal)) features[$"{group} of shared weights, {Lanes(from)} to {Lanes(to)}"] = 2;
                if (options == "(Channels, Kernel, Padding)" && from.Length == 3 && from[0] % 16 == 0 && to[0] % 16 == 0 && from.AsSpan(1).SequenceEqual(to.AsSpan(1)))
                    features[$"same {to[1] % 4} x {to[2] % 4} beyond tiles of 4"] = 5;
            }
        }

        return features;
    }

    /// <summary>How the channels of a value fill panels of 16 lanes.</summary>
    private static string Lanes(int[] shape) => shape[0] == 1 ? "one" : shape[0] % 16 == 0 ? "whole" : "ragged";

    private static string Extent(int extent) => extent == 1 ? "one" : "several";

    private static string NameOf(RandomNetwork network, int element) => network.Values[network.Declaration.Elements.Take(element).Count(IsValue)].Name;

    private static IEnumerable<string> Sources(RandomNetwork network, int element)
    {
        var layer = network.Declaration.Elements[element];
        if (layer.Role != ElementRole.Layer) return [];
        return [layer.From ?? network.Values[network.Declaration.Elements.Take(element).Count(IsValue) - 1].Name, .. layer.Arguments.Where(a => a.Name == "Others").SelectMany(a => a.Value.Texts)];
    }

    private static bool IsValue(ElementSpec element) => element.Role is ElementRole.Input or ElementRole.Layer;
}
