using System.Collections.Concurrent;
using System.Text;
using NetGen.Testing;

[assembly: AssemblyFixture(typeof(NetGen.Conformance.Goldens.GoldenLedger))]

namespace NetGen.Conformance.Goldens;

/// <summary>Counts what became of the golden cases and prints the table when the run ends; it also stands in <c>goldens.txt</c> beside the test assembly.</summary>
public sealed class GoldenLedger : IDisposable
{
    private static readonly ConcurrentDictionary<(string File, string Runner), bool> Outcomes = new();

    /// <summary>Runs a case and notes whether it passed.</summary>
    internal static void Record(GoldenCase golden, string runner, Action check)
    {
        Outcomes[(golden.Golden.Stem, runner)] = false;
        check();
        Outcomes[(golden.Golden.Stem, runner)] = true;
    }

    public void Dispose()
    {
        if (Outcomes.IsEmpty) return;
        var text = new StringBuilder("\nGolden cases\n");
        text.Append($"{"runner",-14}{"passed",8}{"failed",8}{"not covered",13}\n");
        var uncovered = GoldenCase.All.Where(c => c.NotCovered is not null).ToList();
        foreach (var runner in Outcomes.GroupBy(o => o.Key.Runner).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append($"{runner.Key,-14}{runner.Count(o => o.Value),8}{runner.Count(o => !o.Value),8}{uncovered.Count,13}\n");
        foreach (var isa in InstructionSet.All.Where(i => !i.IsSupported)) text.Append($"{isa.Name,-14}not executable on this machine\n");
        foreach (var (file, runner) in Outcomes.Where(o => !o.Value).Select(o => o.Key).Order()) text.Append($"failed: {file} on {runner}\n");
        foreach (var operation in uncovered.GroupBy(c => c.NotCovered).OrderBy(g => g.Key, StringComparer.Ordinal))
            text.Append($"{operation.Key}: {string.Join(", ", operation.Select(c => c.Golden.Stem))}\n");
        Console.WriteLine(text);
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "goldens.txt"), text.ToString());
    }
}
