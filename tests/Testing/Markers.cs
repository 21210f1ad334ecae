using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace NetGen.Testing;

/// <summary>A diagnostic and the line it stands on, counted from 1.</summary>
public sealed record DiagnosticLine(string Id, int Line)
{
    /// <summary>Where a diagnostic stands.</summary>
    public static DiagnosticLine Of(Diagnostic found) => new(found.Id, found.Location.GetLineSpan().StartLinePosition.Line + 1);

    /// <inheritdoc/>
    public override string ToString() => $"{Id} on line {Line}";
}

/// <summary>Expected diagnostics written into the source itself: <c>// NG0101</c> at the end of the line the diagnostic stands on.</summary>
public static partial class Markers
{
    /// <summary>The marked lines.</summary>
    public static IReadOnlyList<DiagnosticLine> In(string source) => source.ReplaceLineEndings("\n").Split('\n')
        .SelectMany((text, i) => Marker().Match(text).Groups[1].Captures.Select(id => new DiagnosticLine(id.Value, i + 1)))
        .ToArray();

    /// <summary>Where the diagnostics of a run stand, summaries left out.</summary>
    public static IReadOnlyList<DiagnosticLine> Of(GeneratorRun run) => run.Diagnostics
        .Where(found => found.Severity > DiagnosticSeverity.Info)
        .Select(DiagnosticLine.Of)
        .ToArray();

    [GeneratedRegex(@"//(?:\s(NG\d{4}))+\s*$")]
    private static partial Regex Marker();
}
