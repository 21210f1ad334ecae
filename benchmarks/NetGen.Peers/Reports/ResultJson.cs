using System.Text.Json;
using NetGen.Peers.Cases;

namespace NetGen.Peers.Reports;

/// <summary>The results for programs: an array of objects whose times are nanoseconds and whose absent values are null.</summary>
internal static class ResultJson
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static void Write(string path, IEnumerable<Result> results)
    {
        var rows = results.Select(result => new Row(
            result.Case.Name,
            result.OurSamples?.Median,
            result.PeerSamples?.Median,
            result.Ratio,
            result.Case.Ratio.Accept,
            result.Case.Ratio.Goal,
            result.PercentOfPeak,
            result.Allocated));
        File.WriteAllText(path, JsonSerializer.Serialize(rows, Format) + "\n");
    }

    private sealed record Row(
        string Name, double? Ours, double? Peer, double? Ratio, double? Accept, double? Goal, double? PercentOfPeak, long? Allocated);
}
