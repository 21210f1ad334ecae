using System.Diagnostics;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using NetGen.Properties.Mutations;
using NetGen.Testing;

namespace NetGen.Properties;

/// <summary>Whatever is wrong with a declaration, it is said on the attribute that is wrong; nothing makes the compiler fail or hang.</summary>
public sealed class InvalidNetworkTests
{
    /// <summary>Memory no declaration may make the compiler hold.</summary>
    private const long MostMemory = 1L << 30;

    /// <summary>A declaration takes some milliseconds; this is the slowest machine's worst moment.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60), ProcessorLimit = TimeSpan.FromSeconds(5);

    [Fact]
    public void Mistakes_are_reported_where_they_are_and_never_faults_of_the_compiler() => Try(InvalidDeclaration.Arbitrary, Settings.Invalid);

    [Fact]
    public void Nonsense_is_survived() => Try(InvalidDeclaration.ArbitraryNonsense, Settings.Nonsense);

    /// <summary>Goes on after failures and writes them to NETGEN_PROPERTY_LOG; started by name, for as much nonsense as NETGEN_PROPERTY_NONSENSE says.</summary>
    [Fact(Explicit = true)]
    public void Search_on()
    {
        var log = Environment.GetEnvironmentVariable("NETGEN_PROPERTY_LOG") ?? "nonsense.log";
        int done = 0, failed = 0;
        // What is measured is the declaration, not the JIT.
        _ = GeneratorRun.From("using NetGen; [Network, Input(4), Dense(3), Relu, Dense(2), CrossEntropyLoss] partial class Warm;");
        var slowest = TimeSpan.Zero;
        foreach (var declaration in InvalidDeclaration.ArbitraryNonsense.Generator.Sample(Settings.Nonsense, Settings.Random, 30))
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var why = Failure(declaration.Mistake);
            var took = Process.GetCurrentProcess().TotalProcessorTime - before;
            if (took > slowest) slowest = took;
            if (took > ProcessorLimit) why ??= $"took {took.TotalSeconds:0.0} s of the processor";
            if (GC.GetTotalMemory(false) > MostMemory && GC.GetTotalMemory(true) > MostMemory) why ??= $"{GC.GetTotalMemory(false)} bytes are held";
            done++;
            if (why is not null) failed++;
            if (why is not null || done % 100 == 0)
                File.AppendAllText(log, $"{DateTime.UtcNow:HH:mm:ss} {done} declarations, {failed} failed, slowest {slowest.TotalSeconds:0.00} s (seed {Settings.Seed}){(why is null ? "" : $"\nFAILED {why}\n{declaration}")}\n");
        }

        Assert.Equal(0, failed);
    }

    private static void Try(Arbitrary<InvalidDeclaration> declarations, int count) =>
        Check.One(Settings.Tests(count), Prop.ForAll(declarations, declaration =>
        {
            var why = Failure(declaration.Mistake);
            Assert.True(why is null, why);
        }));

    private static string? Failure(Mistake mistake)
    {
        var task = Task.Run(() => GeneratorRun.From(mistake.Source));
        if (!task.Wait(Limit)) return $"not finished after {Limit.TotalSeconds} s";
        var run = task.Result;
        if (run.Fault is { } fault) return $"the generator threw {fault}";
        var errors = run.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.FirstOrDefault(d => d.Id == "NG9999") is { } internalFault) return internalFault.ToString();
        switch (mistake.Expected)
        {
            case Expected.Silent:
                if (errors.Count > 0) return $"C# reports this, and so does NetGen: {errors[0]}";
                return run.CompilerDiagnostics.Any(d => d.Severity == DiagnosticSeverity.Error) ? null : "nobody reports it";
            case Expected.Survived:
                var above = errors.FirstOrDefault(d => d.Id.StartsWith("NG01", StringComparison.Ordinal) && LineOf(d) < mistake.Line);
                return above is null ? null : $"reported above of its cause: {above}";
            default:
                if (errors.Count == 0) return "not reported";
                var wrong = errors.FirstOrDefault(d => LineOf(d) != mistake.Line || !mistake.Ids.Contains(d.Id));
                return wrong is null ? null : $"reported as {wrong}";
        }
    }

    private static int LineOf(Diagnostic found) => found.Location.GetLineSpan().StartLinePosition.Line + 1;
}
