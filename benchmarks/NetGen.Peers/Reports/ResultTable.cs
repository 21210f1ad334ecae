using System.Globalization;
using NetGen.Peers.Cases;
using Spectre.Console;

namespace NetGen.Peers.Reports;

/// <summary>The results as a table for people: framed on a terminal, Markdown in a file.</summary>
internal static class ResultTable
{
    private const int WidthWithoutTerminal = 240;

    public static void Print(IEnumerable<Result> results)
    {
        if (Console.IsOutputRedirected) AnsiConsole.Profile.Width = WidthWithoutTerminal;
        var table = new Table().Border(Console.IsOutputRedirected ? TableBorder.Markdown : TableBorder.Rounded);
        table.AddColumn("case");
        foreach (var heading in new[] { "ours", "peer", "ratio", "quartiles", "accept", "goal", "% of peak", "GB/s", "B/run" })
            table.AddColumn(new TableColumn(heading).RightAligned());
        table.AddColumn("verdict");
        foreach (var result in results) table.AddRow(Row(result).Select(Markup.Escape).ToArray());
        AnsiConsole.Write(table);
    }

    /// <summary>A time in the unit that leaves one to three digits before the point.</summary>
    public static string Time(double nanoseconds) => nanoseconds switch
    {
        < 1e3 => Invariant($"{nanoseconds:F1} ns"),
        < 1e6 => Invariant($"{nanoseconds / 1e3:F2} µs"),
        _ => Invariant($"{nanoseconds / 1e6:F3} ms"),
    };

    private static IEnumerable<string> Row(Result result)
    {
        var row = result.Case;
        var percent = row.PercentOfPeak.Accept is not null;
        var target = percent ? row.PercentOfPeak : row.Ratio;
        var unit = percent ? " %" : "x";
        yield return row.Name;
        var measured = (result.Failure ?? result.Skipped) is null;
        yield return result.OurSamples is { } ours ? Time(ours.Median) : measured ? "absent" : "-";
        yield return result.PeerSamples is { } peer ? Time(peer.Median) : measured ? $"{Cases.Peers.NameFor(row.Kind)} absent" : "-";
        yield return result.Ratio is { } ratio ? Invariant($"{ratio:F2}x") : "-";
        yield return result.RoundRatios is { } spread ? Invariant($"{spread.LowerQuartile:F2}-{spread.UpperQuartile:F2}") : "-";
        yield return target.Accept is { } accept ? Invariant($"{accept:0.#}{unit}") : "-";
        yield return target.Goal is { } goal ? Invariant($"{goal:0.#}{unit}") : "-";
        yield return result.PercentOfPeak is { } share ? Invariant($"{share:F1}") : "-";
        yield return result.GigabytesPerSecond is { } bandwidth ? Invariant($"{bandwidth:F0}") : "-";
        yield return result.Allocated is { } allocated ? Invariant($"{allocated}") : "-";
        yield return result.Verdict;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
