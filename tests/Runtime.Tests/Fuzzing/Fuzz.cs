using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace NetGen.Tests.Fuzzing;

/// <summary>
/// Runs a reader on many changed files. The same files in every run; NETGEN_FUZZ_SEED chooses others, NETGEN_FUZZ_WEIGHTS and NETGEN_FUZZ_DATA how many, and
/// NETGEN_FUZZ_LOG where to write how many were read.
/// </summary>
internal static class Fuzz
{
    private const double LongestSeconds = 1;
    private const long MostMemory = 8 << 20;
    private const int MemoryPerByte = 200;

    public static int Seed => Number("NETGEN_FUZZ_SEED", 1);

    public static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    /// <summary>Tries <paramref name="count"/> files and reports how many were read.</summary>
    /// <param name="name">For the report.</param>
    /// <param name="count">How many files.</param>
    /// <param name="make">Makes the file of one number.</param>
    /// <param name="read">Reads it, checks what it read, and returns whether it was read; any exception that it does not expect ends the test.</param>
    public static void Run(string name, int count, Func<Random, byte[]> make, Func<byte[], bool> read)
    {
        var (accepted, watch) = (0, Stopwatch.StartNew());
        for (var i = 0; i < count; i++)
        {
            var file = make(new Random(HashCode(Seed, i)));
            try
            {
                if (Measured(file, read)) accepted++;
            }
            catch (Exception problem)
            {
                var path = Path.Combine(Path.GetTempPath(), $"netgen-fuzz-{name}-{Seed}-{i}");
                File.WriteAllBytes(path, file);
                throw new InvalidOperationException($"{name}, seed {Seed}, file {i} ({path}): {problem}", problem);
            }
        }

        var report = $"{name}: seed {Seed}, {count} files in {watch.Elapsed.TotalSeconds:F1} s, {accepted} read, {count - accepted} refused";
        TestContext.Current.SendDiagnosticMessage(report);
        if (Environment.GetEnvironmentVariable("NETGEN_FUZZ_LOG") is { Length: > 0 } log) File.AppendAllText(log, report + "\n");

        // Changes that break nothing must be among them, and such that break something.
        Assert.InRange(accepted, count / 200, count - (count / 200));
    }

    private static bool Measured(byte[] file, Func<byte[], bool> read)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var start = Stopwatch.GetTimestamp();
        var accepted = read(file);
        var memory = GC.GetAllocatedBytesForCurrentThread() - before;
        if (memory > MostMemory + ((long)MemoryPerByte * file.Length)) throw new InvalidOperationException($"{memory} bytes were allocated for a file of {file.Length}.");

        // Twice: the machine may have been busy with something else.
        if (Stopwatch.GetElapsedTime(start).TotalSeconds < LongestSeconds) return accepted;
        start = Stopwatch.GetTimestamp();
        read(file);
        if (Stopwatch.GetElapsedTime(start).TotalSeconds >= LongestSeconds) throw new InvalidOperationException($"A file of {file.Length} bytes took a second or more.");
        return accepted;
    }

    private static int HashCode(int seed, int i) => unchecked((seed * 486187739) + (i * 16777619) + 97);
}
