using System.Diagnostics;
using NetGen.Peers;
using NetGen.Peers.Cases;
using NetGen.Peers.Measuring;
using NetGen.Peers.OnnxRuntime;
using NetGen.Peers.Reports;

const int Wrong = 1;
const int BadUsage = 2;
// A quick run promises to end within a minute; what has not been started by then is named as such.
var quickLimit = TimeSpan.FromSeconds(45);

var clock = Stopwatch.StartNew();
try
{
    var options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.Usage);
        return 0;
    }

    var cases = CaseCatalogue.Matching(options.Filters);
    if (cases.Count == 0) throw new ArgumentException("No case matches the filter; --list prints them all.");
    if (options.List)
    {
        foreach (var row in cases) Console.WriteLine(row.Name);
        return 0;
    }

    if (options.SelfCheck)
    {
        using var all = new Peers(options, Enum.GetValues<CaseKind>());
        return SelfCheck.Run(all) ? 0 : Wrong;
    }

    var core = CorePinning.Pin(options.Core);
    using var peers = new Peers(options, cases.Select(row => row.Kind));
    foreach (var line in Machine.Describe(args, core)) Console.WriteLine(line);
    foreach (var status in new[] { peers.OnnxRuntimeStatus, peers.TorchStatus }.OfType<string>()) Console.WriteLine($"peer:    {status}");

    var measure = options.Quick ? new Measure { Rounds = 31, SampleMilliseconds = 0.2, WarmUpMilliseconds = 10, Limit = TimeSpan.FromSeconds(8) } : new Measure();
    Console.WriteLine($"method:  {measure.Rounds} interleaved rounds of at least {measure.SampleMilliseconds} ms; medians; ratio = peer / ours");
#if DEBUG
    Console.WriteLine("warning: this is a Debug build; its times mean nothing");
#endif
    Console.WriteLine();

    var comparison = new Comparison(peers, measure);
    var results = new List<Result>();
    foreach (var row in cases)
    {
        if (options.Quick && clock.Elapsed > quickLimit) results.Add(new Result(row) { Skipped = "not measured: the minute of a quick run was over" });
        else results.Add(comparison.Run(row));
    }

    ResultTable.Print(results);
    if (options.Json is { } file) ResultJson.Write(file, results);
    return results.Any(result => result.Failure is not null) ? Wrong : 0;
}
catch (Exception error) when (error is ArgumentException or FileNotFoundException or OnnxRuntimeException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return BadUsage;
}
