using System.Diagnostics;
using NetGen.Properties.Checks;
using NetGen.Properties.Networks;

namespace NetGen.Properties;

/// <summary>Tries random networks, many a compilation and several compilations at a time.</summary>
internal sealed class Search(IEnumerable<Genome> genomes)
{
    private const int NetworksPerCompilation = 25;
    private readonly Lock _lock = new();
    private readonly Stopwatch _time = Stopwatch.StartNew();

    /// <summary>A file that gets a line for each compilation and each failure, or null.</summary>
    public string? Log { get; init; }

    public int Done { get; private set; }

    public int Failed { get; private set; }

    public int Chaotic { get; private set; }

    /// <summary>Tries all of them.</summary>
    /// <param name="threads">Compilations at a time.</param>
    /// <param name="onFailure">Called with each network that fails, one at a time.</param>
    public void Run(int threads, Action<Genome, string> onFailure)
    {
        try
        {
            Parallel.ForEach(genomes.Chunk(NetworksPerCompilation), new ParallelOptions { MaxDegreeOfParallelism = threads }, chunk => Try(chunk, onFailure));
        }
        catch (AggregateException e)
        {
            throw e.InnerExceptions[0];
        }
    }

    public void Write(string line)
    {
        if (Log is not null) File.AppendAllText(Log, $"{DateTime.UtcNow:HH:mm:ss} {line}\n");
    }

    /// <summary>A simpler network that fails too, as text; one compilation each, as long as there is time.</summary>
    public static string Shrunk(Genome genome, string why, TimeSpan limit)
    {
        var until = Stopwatch.StartNew();
        var isEmitted = FailureOf(genome) is null;
        if (isEmitted && (Emitted(genome) is not { } alone)) return $"{why}, but only beside other networks:{genome}";
        for (var isSimpler = true; isSimpler;)
        {
            isSimpler = false;
            foreach (var simpler in genome.Simpler())
            {
                if (until.Elapsed > limit) break;
                if ((isEmitted ? Emitted(simpler) : FailureOf(simpler)) is not { } still) continue;
                (genome, why, isSimpler) = (simpler, still, true);
                break;
            }
        }

        return $"{why}{genome}";
    }

    private static string? FailureOf(Genome genome)
    {
        try
        {
            return CompilerCheck.Failure(genome);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return e.Message;
        }
    }

    private static string? Emitted(Genome genome)
    {
        try
        {
            return EmittedCheck.FailureOf(genome);
        }
        catch (InvalidOperationException e)
        {
            return e.Message;
        }
    }

    private void Try(Genome[] chunk, Action<Genome, string> onFailure)
    {
        var failures = new List<(Genome, string)>();
        var passes = Stopwatch.StartNew();
        failures.AddRange(chunk.Select(g => (g, FailureOf(g)!)).Where(f => f.Item2 is not null));
        passes.Stop();
        using var check = new EmittedCheck([.. chunk.Except(failures.Select(f => f.Item1))]);
        failures.AddRange(check.Failures());
        lock (_lock)
        {
            Done += chunk.Length;
            Failed += failures.Count;
            Chaotic += check.Chaotic;
            Write($"{Done} networks, {Failed} failed, {Chaotic} chaotic, {_time.Elapsed.TotalSeconds:0} s (seed {Settings.Seed}); the last {chunk.Length}: passes {passes.Elapsed.TotalSeconds:0.0}, {string.Join(", ", check.Times.Select(t => $"{t.Key} {t.Value.TotalSeconds:0.0}"))}");
            foreach (var (genome, why) in failures) onFailure(genome, why);
        }
    }
}
