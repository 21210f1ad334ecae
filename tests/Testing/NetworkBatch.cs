using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using NetGen.Generator.Model;

namespace NetGen.Testing;

/// <summary>A network's full name and the source that declares it.</summary>
internal sealed record DeclaredNetwork(string FullName, string Source);

/// <summary>
/// Many declarations compiled at once: a compilation costs about a second however small it is. A declaration that is refused, or whose emitted code
/// does not compile, is set aside with its messages, and the others are compiled without it.
/// </summary>
internal sealed partial class NetworkBatch : IDisposable
{
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NetworkSpec> _specifications = new(StringComparer.Ordinal);
    private readonly Func<GeneratorRun, LoadedAssembly> _compile;
    private LoadedAssembly? _assembly;

    private NetworkBatch(Func<GeneratorRun, LoadedAssembly> compile) => _compile = compile;

    /// <summary>Compiles declarations; <paramref name="compile"/> may change what was emitted.</summary>
    public static NetworkBatch Compile(IReadOnlyList<DeclaredNetwork> networks, Func<GeneratorRun, LoadedAssembly>? compile = null)
    {
        var batch = new NetworkBatch(compile ?? (run => run.Compile()));
        while (networks.Count > 0 && batch._assembly is null)
        {
            var run = GeneratorRun.ForErrors([.. networks.Select(n => n.Source)]);
            foreach (var specification in run.Specs) batch._specifications[specification.FullName] = specification;
            batch.SetAside(networks, run.Diagnostics);
            var left = networks.Where(n => !batch._failures.ContainsKey(n.FullName)).ToList();
            if (left.Count == networks.Count && !batch.TryLoad(run)) batch.SetAside(networks, run.CompilerDiagnostics);
            left = [.. networks.Where(n => !batch._failures.ContainsKey(n.FullName))];
            if (batch._assembly is null && left.Count == networks.Count) throw new InvalidOperationException($"No network is to blame: {string.Join("\n", run.CompilerDiagnostics)}");
            networks = left;
        }

        return batch;
    }

    /// <summary>Unloads the compiled code.</summary>
    public void Dispose() => _assembly?.Dispose();

    /// <summary>The emitted class.</summary>
    /// <exception cref="InvalidOperationException">The declaration was refused or its code does not compile; the message says why.</exception>
    public Type TypeOf(string fullName) => _failures.TryGetValue(fullName, out var failure) ? throw new InvalidOperationException(failure) : _assembly!.Type(fullName);

    /// <summary>The declaration as the frontend read it.</summary>
    public NetworkSpec SpecificationOf(string fullName) => _specifications.TryGetValue(fullName, out var specification)
        ? specification
        : throw new InvalidOperationException(_failures.GetValueOrDefault(fullName, $"{fullName} was not read."));

    private bool TryLoad(GeneratorRun run)
    {
        try
        {
            _assembly = _compile(run);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void SetAside(IReadOnlyList<DeclaredNetwork> networks, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var error in diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            var path = error.Location.GetLineSpan().Path;
            var source = SourceNumber().Match(path);
            var owner = source.Success
                ? networks[int.Parse(source.Groups[1].ValueSpan)]
                : networks.FirstOrDefault(n => Path.GetFileName(path).StartsWith($"{n.FullName}.", StringComparison.Ordinal));
            if (owner is null) continue;
            var known = _failures.GetValueOrDefault(owner.FullName, "");
            if (known.Length < 2000) _failures[owner.FullName] = $"{known}{error}\n";
        }
    }

    [GeneratedRegex(@"(?:^|[\\/])Source(\d+)\.cs$")]
    private static partial Regex SourceNumber();
}
