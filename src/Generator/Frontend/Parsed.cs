using NetGen.Generator.Model;
using NetGen.Generator.Support;

namespace NetGen.Generator.Frontend;

/// <summary>What one declaration says, and where.</summary>
/// <param name="Spec">The declaration, or null where it has an error (here or one the C# compiler reports).</param>
/// <param name="Class">The class's name in the source.</param>
/// <param name="Places">The places of the spec's elements, by <see cref="ElementSpec.Position"/>.</param>
/// <param name="Findings">What is wrong.</param>
internal sealed record Parsed(
    NetworkSpec? Spec,
    SourceLocation Class,
    EquatableArray<EquatableArray<SourceLocation>> Places,
    EquatableArray<Finding> Findings)
{
    /// <summary>The findings, and the problems of this network among <paramref name="compiled"/> at their places.</summary>
    /// <param name="compiled">The problems of all networks.</param>
    /// <param name="isOptimised">Whether the C# compiler optimises what is emitted; in a build that does not, a network that was emitted says so.</param>
    public EquatableArray<Finding> With(IEnumerable<NamedProblems> compiled, bool isOptimised = true)
    {
        if (Spec is null) return Findings;
        var name = Spec.FullName;
        var problems = compiled.Where(network => network.Network == name).SelectMany(network => network.Problems).ToList();
        if (!isOptimised && problems.Any(problem => problem.Id == "NG0900")) problems.Add(new Problem("NG0901", -1, Spec.Name));
        return Findings.Concat(problems.Select(At)).ToEquatableArray();
    }

    private Finding At(Problem problem)
    {
        var isElement = problem.Position >= 0 && problem.Position < Places.Count;
        return new Finding(problem.Id, isElement ? Places[problem.Position] : new([Class]), problem.Arguments);
    }
}
