using NetGen.Generator.Graph;

namespace NetGen.Testing;

/// <summary>∂loss/∂parameter by central differences: (L(p + h) − L(p − h)) / 2h, error O(h²) plus rounding O(ε·L/h).</summary>
internal static class FiniteDifferences
{
    /// <summary>h: the cube root of the double's ε balances both errors (Press et al., Numerical Recipes, section 5.7).</summary>
    public const double Step = 6e-6;

    /// <summary>The gradient of the graph's loss with respect to one parameter.</summary>
    public static double[] Gradient(TensorGraph graph, Feed feed, string parameter)
    {
        var point = feed.State[parameter];
        var gradient = new double[point.Length];
        for (var i = 0; i < point.Length; i++)
        {
            // h as the difference of two representable numbers, so that no error of p + h enters the quotient.
            double above = point[i] + Step, below = point[i] - Step;
            gradient[i] = (Loss(graph, Moved(feed, parameter, i, above)) - Loss(graph, Moved(feed, parameter, i, below))) / (above - below);
        }

        return gradient;
    }

    /// <summary>The derivative of the graph's loss where all elements of a parameter move along a direction.</summary>
    public static double Along(TensorGraph graph, Feed feed, string parameter, double[] direction, double step = Step)
    {
        double[] moved(double by) => [.. feed.State[parameter].Zip(direction, (p, d) => p + (by * d))];
        return (Loss(graph, feed.With(parameter, moved(step))) - Loss(graph, feed.With(parameter, moved(-step)))) / (2 * step);
    }

    private static double Loss(TensorGraph graph, Feed feed) => Interpreter.Run(graph, feed, r => r.Kind == ResultKind.Loss).Loss;

    private static Feed Moved(Feed feed, string parameter, int element, double value)
    {
        double[] moved = [.. feed.State[parameter]];
        moved[element] = value;
        return feed.With(parameter, moved);
    }
}
