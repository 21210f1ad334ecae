using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;

namespace NetGen.BuildCost;

/// <summary>What one network costs.</summary>
/// <param name="Parameters">Trainable parameters, of all networks of the file.</param>
/// <param name="Macs">Multiply-adds of a forward pass.</param>
/// <param name="Lines">Lines of the emitted files.</param>
/// <param name="Bytes">Their characters.</param>
/// <param name="Generator">The processor time of a run of the generator.</param>
/// <param name="Compiler">What the emitted files add to the processor time of the C# compiler.</param>
internal sealed record Cost(long Parameters, long Macs, int Lines, long Bytes, TimeSpan Generator, TimeSpan Compiler);

/// <summary>A network by its sources.</summary>
internal sealed record Declared(string Name, string[] Sources)
{
    private static readonly CSharpParseOptions Language = new(LanguageVersion.Latest, DocumentationMode.Parse);

    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => Path.GetDirectoryName(path) == Path.GetDirectoryName(typeof(object).Assembly.Location))
        .Concat([typeof(NetworkAttribute).Assembly.Location, typeof(INetwork).Assembly.Location])
        .Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>Processor time of all threads: what else the machine does must not show.</summary>
    private static TimeSpan Now => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Runs the generator and the compiler once each.</summary>
    /// <exception cref="InvalidOperationException">There are errors; the message lists them.</exception>
    public Cost Measure(bool generatorOnly)
    {
        var bare = CSharpCompilation.Create(
            Name,
            Sources.Select(source => CSharpSyntaxTree.ParseText(source, Language)),
            References,
            new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        // What the compiler knows before the generator starts is not the generator's time.
        Refuse(bare.GetDiagnostics(), null);
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new NetworkGenerator().AsSourceGenerator()], parseOptions: Language);
        var before = Now;
        driver = driver.RunGenerators(bare);
        var generator = Now - before;
        var run = driver.GetRunResult().Results.Single();
        Refuse(run.Diagnostics, run.Exception);

        string[] texts = [.. run.GeneratedSources.Select(s => s.SourceText.ToString())];
        var compiler = generatorOnly ? TimeSpan.Zero : Emit(bare, texts) - Emit(bare, []);
        return new(Constant(texts, "ParameterCount"), Constant(texts, "ForwardMacs"), run.GeneratedSources.Sum(s => s.SourceText.Lines.Count), texts.Sum(t => (long)t.Length), generator, compiler);
    }

    /// <summary>The time to parse these texts and compile them together with the declaration.</summary>
    private static TimeSpan Emit(CSharpCompilation bare, string[] texts)
    {
        // A compilation of its own: the one the generator saw has its declarations bound already.
        var before = Now;
        var whole = bare.Clone().AddSyntaxTrees(texts.Select(t => CSharpSyntaxTree.ParseText(t, Language)));
        using var image = new MemoryStream();
        var result = whole.Emit(image);
        var elapsed = Now - before;
        Refuse(result.Diagnostics, null);
        return elapsed;
    }

    /// <summary>The largest constant of this name: a file may declare a second, smaller network.</summary>
    private static long Constant(string[] texts, string name) => texts
        .SelectMany(text => text.Split('\n').Where(line => line.Contains($" {name} = ", StringComparison.Ordinal) && line.Contains("public const", StringComparison.Ordinal)))
        .Max(line => long.Parse(line[(line.IndexOf($" {name} = ", StringComparison.Ordinal) + name.Length + 4)..].Split(';', ',')[0], System.Globalization.CultureInfo.InvariantCulture));

    private static void Refuse(IEnumerable<Diagnostic> diagnostics, Exception? fault)
    {
        var errors = diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.ToString()).ToList();
        if (fault is not null) errors.Add(fault.ToString());
        if (errors.Count > 0) throw new InvalidOperationException(string.Join('\n', errors));
    }
}
