using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using NetGen.Properties.Mutations;
using NetGen.Testing;

namespace NetGen.Properties;

/// <summary>Whatever is wrong with a declaration, it is said on the attribute that is wrong; nothing makes the compiler fail or hang.</summary>
public sealed class InvalidNetworkTests
{
    /// <summary>A declaration takes some milliseconds; this is the slowest machine's worst moment.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public void Mistakes_are_reported_where_they_are_and_never_faults_of_the_compiler() =>
        Check.One(Settings.Tests(Settings.Invalid), Prop.ForAll(InvalidDeclaration.Arbitrary, declaration =>
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
