// Input: a loop nest. Output: the same nest without the scopes that keep no names apart. Invariant: no name is declared where C# knows it already: a scope
// is dissolved only where none of its own names occurs beside it, at any depth.
namespace NetGen.Generator.Schedule;

/// <summary>Dissolves scopes, so that emitted code has no braces without a reason.</summary>
internal static class Scopes
{
    public static IReadOnlyList<Statement> Dissolve(IReadOnlyList<Statement> body)
    {
        List<Statement> statements = [.. body.Select(Inside)];
        for (var i = 0; i < statements.Count; i++)
        {
            if (statements[i] is not Scope scope) continue;
            var own = new HashSet<string>(scope.Body.SelectMany(Own), StringComparer.Ordinal);
            if (statements.Where((_, other) => other != i).SelectMany(All).Any(own.Contains)) continue;
            statements.RemoveAt(i);
            statements.InsertRange(i, scope.Body);
            i += scope.Body.Count - 1;
        }

        return statements;
    }

    private static Statement Inside(Statement statement) => statement switch
    {
        For s => s with { Body = Dissolve(s.Body) },
        WhileTiles s => s with { Body = Dissolve(s.Body) },
        When s => s with { Body = Dissolve(s.Body) },
        WhenNaN s => s with { Body = Dissolve(s.Body) },
        Scope s => new Scope(Dissolve(s.Body)),
        Sequence s => new Sequence(Dissolve(s.Body)),
        _ => statement,
    };

    /// <summary>The names a statement declares where it stands.</summary>
    private static IEnumerable<string> Own(Statement statement) => statement switch
    {
        Alias s => [s.Name],
        Let s => [s.Name],
        LetIndex s => [s.Name],
        LetRow s => [s.Name],
        LetTiles s => [s.Name],
        LetTable s => [s.Name],
        LetWeights s => [s.Name],
        Share s => [s.First, s.End],
        _ => [],
    };

    /// <summary>The names a statement declares at any depth.</summary>
    private static IEnumerable<string> All(Statement statement) => statement switch
    {
        For s => new[] { s.Variable }.Concat(s.Body.SelectMany(All)),
        WhileTiles s => s.Body.SelectMany(All),
        When s => s.Body.SelectMany(All),
        WhenNaN s => s.Body.SelectMany(All),
        Scope s => s.Body.SelectMany(All),
        Sequence s => s.Body.SelectMany(All),
        _ => Own(statement),
    };
}
