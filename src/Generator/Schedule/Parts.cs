// Input: a kernel whose loops outside of its tiles are independent of each other. Output: the same kernel for one of several parts of the work.
// Invariant: every element is computed by exactly one part, in the same order as by the whole kernel: the results are the same to the bit.
using System.Globalization;

namespace NetGen.Generator.Schedule;

/// <summary>Splits a kernel's outer loops among threads.</summary>
internal static class Parts
{
    /// <summary>The names of the parameters a split kernel takes: which part, of how many.</summary>
    public const string Part = "part", All = "parts";

    /// <summary>Trips that divide well enough among a few threads; with fewer a loop further in is split.</summary>
    private const int ManyTrips = 8;

    /// <summary>The kernel with two parameters more, or null where there is no loop to split.</summary>
    public static Kernel? Of(Kernel kernel) =>
        kernel.IsScalar ? null : Split(kernel.Body, isTop: true) is { } body ? kernel with { Counts = [.. kernel.Counts, Part, All], Body = body } : null;

    /// <summary>The statements for one part; null where they are the computation itself.</summary>
    private static List<Statement>? Split(IReadOnlyList<Statement> statements, bool isTop = false)
    {
        if (statements.Any(s => s is not (Alias or LetIndex or LetTiles or LetTable or LetWeights or Let or Advance or Remark or For or Scope)) || !statements.Any(s => s is For or Scope)) return null;
        // Uniform values stand in front of all loops, and a plane's weights in front of its own; any other local is a sum under way.
        if (statements.OfType<Let>().Any(let => isTop ? Accumulators.Has(let.Name) || Assigned(statements).Contains(let.Name) : let.Value is not Broadcast)) return null;
        var split = new List<Statement>();
        var found = false;
        foreach (var statement in statements)
        {
            var parts = statement switch
            {
                For loop => Loop(loop),
                Scope scope => Split(scope.Body) is { } body ? new Scope(body) : null,
                _ => statement,
            };
            found |= statement is For or Scope && parts is not null;
            split.Add(parts ?? new When($"{Part} == 0", [statement]));
        }

        return found ? split : null;
    }

    /// <summary>The locals that are assigned again after they are made: sums under way.</summary>
    private static IEnumerable<string> Assigned(IEnumerable<Statement> statements) => statements.SelectMany(s => s switch
    {
        Assign assign => [assign.Name],
        For loop => Assigned(loop.Body),
        Scope scope => Assigned(scope.Body),
        Sequence sequence => Assigned(sequence.Body),
        When conditional => Assigned(conditional.Body),
        WhenNaN conditional => Assigned(conditional.Body),
        WhileTiles tiles => Assigned(tiles.Body),
        _ => [],
    });

    private static Statement? Loop(For loop)
    {
        var inner = Split(loop.Body);
        var trips = Trips(loop, out var text);
        if (trips < 2 || (trips < ManyTrips && inner is not null)) return inner is null ? null : loop with { Body = inner };
        string first = $"{loop.Variable}First", end = $"{loop.Variable}End";
        List<Statement> statements = [new Share(first, end, text)];
        statements.AddRange(loop.Body.OfType<Advance>().Select(a => a with { Times = first }));
        string at(string trip) => Index.Sum(loop.From, Index.Times(trip, loop.Step));
        statements.Add(loop with { From = at(first), To = at(end) });
        return new Scope(statements);
    }

    /// <summary>How often the loop runs for one sample, and the expression of how often it runs; 1 where that is the number of samples.</summary>
    private static int Trips(For loop, out string text)
    {
        text = loop.To;
        if (Number(loop.To) is { } to && Number(loop.From) is { } from)
        {
            var trips = (to - from + loop.Step - 1) / loop.Step;
            text = Index.Text(trips);
            return trips;
        }

        const string samples = "n * ";
        return loop.From == "0" && loop.To.StartsWith(samples, StringComparison.Ordinal) && Number(loop.To.Substring(samples.Length)) is { } extent ? extent : 1;
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}
