using NetGen.Generator.Graph;
using NetGen.Generator.Model;
using NetGen.Properties.Networks;
using NetGen.Testing;

namespace NetGen.Properties.Checks;

/// <summary>The interpreted gradient against difference quotients of the interpreted loss, along one random direction for each parameter.</summary>
internal static class DifferenceCheck
{
    private static readonly double[] Steps = [FiniteDifferences.Step, 1e-7, 1e-4];

    /// <summary>What is wrong, or null.</summary>
    public static string? Failure(RandomNetwork network, Reference reference, Dictionary<string, double[]> exact)
    {
        // It takes the teacher's scores for constants, which no difference does.
        if (!network.IsDifferenced || network.Declaration.Elements.Any(e => e.Role == ElementRole.Loss && e.Kind == "DistillationLoss")) return null;
        foreach (var (kind, name) in reference.Training.Graph.Results.Select(r => (r.Kind, r.Name)).Where(r => r.Kind == ResultKind.Gradient))
        {
            // A row that is not trained has no gradient, whatever depends on it.
            if (network.Declaration.Elements.Any(e => name == $"{e.Name}.weight" && e.Arguments.Any(a => a.Name == "PaddingIndex"))) continue;
            var gradient = exact[$"gradient of {name}"];
            double[] direction = Noise.Values(7, gradient.Length, -1, 1);
            var slope = gradient.Zip(direction, (g, d) => g * d).Sum();
            var size = gradient.Zip(direction, (g, d) => Math.Abs(g * d)).Sum() + Math.Abs(exact["loss"][0]) + 1e-3;
            // A kink between the two points spoils a quotient of one step, not of all.
            double[] quotients = [.. Steps.Select(step => FiniteDifferences.Along(reference.Training.Graph, reference.Feed, name, direction,
                step)).TakeUntil(q => Math.Abs(q - slope) <= 1e-4 * size)];
            if (quotients.All(q => !(Math.Abs(q - slope) <= 1e-4 * size)) && quotients.All(double.IsFinite))
                return $"the loss changes by {quotients[0]:G6} along a direction of {name}, its gradient says {slope:G6}";
        }

        return null;
    }

    private static IEnumerable<double> TakeUntil(this IEnumerable<double> values, Func<double, bool> isEnough)
    {
        foreach (var value in values)
        {
            yield return value;
            if (isEnough(value)) yield break;
        }
    }
}
