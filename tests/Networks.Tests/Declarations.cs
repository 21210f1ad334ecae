using NetGen.Testing;

namespace NetGen.Networks;

/// <summary>The texts of the declarations, as they stand in this project.</summary>
internal static class Declarations
{
    private const string ResidualBlocks = "ResNetBlocks.cs";

    /// <summary>The sources a network needs: its own file, and the blocks that several networks share.</summary>
    public static string[] Of(string network) => network.StartsWith("ResNet", StringComparison.Ordinal) ? [Text($"{network}.cs"), Text(ResidualBlocks)] : [Text($"{network}.cs")];

    /// <summary>The text of a file.</summary>
    public static string Text(string file)
    {
        using var stream = typeof(Declarations).Assembly.GetManifestResourceStream(file) ?? throw new ArgumentException($"{file} is not a declaration.", nameof(file));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The same text with <paramref name="old"/> replaced, which must be there.</summary>
    public static string Replaced(this string text, string old, string by) =>
        text.Contains(old, StringComparison.Ordinal) ? text.Replace(old, by, StringComparison.Ordinal) : throw new ArgumentException($"\"{old}\" does not occur in the declaration.", nameof(old));

    /// <summary>A run of the generator over a network's sources that had nothing to complain of.</summary>
    public static GeneratorRun Generate(params string[] sources)
    {
        var run = GeneratorRun.From(sources);
        Assert.Null(run.Fault);
        Assert.DoesNotContain(run.Diagnostics, d => d.Severity > Microsoft.CodeAnalysis.DiagnosticSeverity.Info);
        return run;
    }
}
