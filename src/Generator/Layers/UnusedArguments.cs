using NetGen.Generator.Model;

namespace NetGen.Generator.Layers;

/// <summary>Arguments that were given, but that neither the network as it infers nor as it trains looks at: they say something that is not done.</summary>
internal static class UnusedArguments
{
    /// <summary>Read by those who gather a layer's sources, not by the layer.</summary>
    private const string Sources = "Others";

    /// <param name="spec">The declaration, which has no errors.</param>
    /// <param name="looked">The arguments that were looked at in the graphs that were built.</param>
    /// <param name="trains">Whether one of them was that of training.</param>
    public static IEnumerable<Problem> In(NetworkSpec spec, ISet<(int Position, string Argument)> looked, bool trains)
    {
        // A block's constants decide which of its arguments matter, so a use is not blamed for those that do not.
        var elements = spec.Elements.Where(e => (e.Role is ElementRole.Layer or ElementRole.Loss) && e.Name?.Contains('.') != true).ToList();
        bool isUnused(ElementSpec e, string argument) => argument != Sources && !looked.Contains((e.Position, argument));
        if (!elements.Any(e => e.Arguments.Any(a => isUnused(e, a.Name)))) yield break;
        // What matters in training alone is well said in a declaration without a loss, too: a block, or a network that is loaded.
        if (!trains) GraphBuilder.Build(spec, GraphMode.Training, withLoss: false, [], looked);
        foreach (var element in elements)
        {
            string[] unused = [.. element.Arguments.Select(a => a.Name).Where(a => isUnused(element, a))];
            if (unused.Length > 0)
                yield return new("NG0203", element.Position, $"{element.Kind} does not look at {string.Join(" and ", unused)}, because the layer has nothing it could set or another argument stands for it; leave it out");
        }
    }
}
