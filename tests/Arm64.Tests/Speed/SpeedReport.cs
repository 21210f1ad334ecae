using System.Globalization;
using NetGen.Testing;

namespace NetGen.Arm64.Tests.Speed;

/// <summary>The table of <c>docs/neon.md</c>; the text around it is written by hand.</summary>
internal static class SpeedReport
{
    private const string Begin = "<!-- table -->\n", End = "<!-- end of table -->\n";

    /// <summary>Columns that follow from the emitted code alone; those behind them also from the version of the analyser.</summary>
    private const int Counts = 9;

    private static string Page => RepositoryRoot.Combine("docs", "neon.md");

    /// <summary>The table as it stands on the page.</summary>
    public static string Kept
    {
        get
        {
            var page = File.ReadAllText(Page).ReplaceLineEndings("\n");
            return page[(page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..page.IndexOf(End, StringComparison.Ordinal)];
        }
    }

    public static void Write(string table) => File.WriteAllText(Page, File.ReadAllText(Page).ReplaceLineEndings("\n").Replace(Kept, table, StringComparison.Ordinal));

    public static string Table(ReportedPrograms programs)
    {
        var lines = new List<string>
        {
            $"| network | kernel | computes | over | instructions | multiply-adds | loads | stack | calls | {string.Join(" | ", Core.All.Select(core => core.Name))} |",
            $"|---|---|---|---|{string.Concat(Enumerable.Repeat("--:|", 5 + Core.All.Count))}",
        };
        var network = "";
        foreach (var kernel in programs.Loops)
        {
            var loop = kernel.Loop;
            var other = loop.OtherVectorArithmetic > 0 ? $" + {loop.OtherVectorArithmetic}" : "";
            var estimates = Core.All.Select(core => Estimate(kernel, core, programs));
            lines.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"| {(kernel.Network == network ? "" : kernel.Network)} | `{kernel.Kernel}`{(kernel.Tile.Length > 0 ? $", `{kernel.Tile}`" : "")} | {kernel.Role} | {Escaped(kernel.Extents)} | {loop.Instructions.Count} | {loop.FusedMultiplyAdds}{other} | {loop.Loads} | {loop.StackReferences} | {loop.Calls} | {string.Join(" | ", estimates)} |"));
            network = kernel.Network;
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    /// <summary>The table without what another version of the analyser may see differently.</summary>
    public static string CountsOf(string table) => string.Join('\n', table.Split('\n').Select(line => string.Join('|', line.Split('|').Take(Counts + 1))));

    /// <summary>Multiply-adds (and other vector arithmetic, which takes the same units) a cycle, and the share of the bound that this is.</summary>
    private static string Estimate(SummationLoop kernel, Core core, ReportedPrograms programs)
    {
        var perCycle = (kernel.Loop.FusedMultiplyAdds + kernel.Loop.OtherVectorArithmetic) / programs.Estimate(kernel, core).CyclesPerIteration;
        return string.Create(CultureInfo.InvariantCulture, $"{perCycle:F2} ({100 * perCycle / core.Bound:F0} %)");
    }

    private static string Escaped(string extents) => extents.Length == 0 ? "" : $"`{extents}`";
}
