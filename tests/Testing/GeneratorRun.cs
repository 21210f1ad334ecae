using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NetGen.Generator;
using NetGen.Generator.Frontend;
using NetGen.Generator.Model;

namespace NetGen.Testing;

/// <summary>
/// One run of the generator over some sources, as the compiler would run it. <see cref="Edit"/> runs the same driver again, so that its cache can
/// be observed.
/// </summary>
public sealed class GeneratorRun
{
    private readonly CSharpCompilation _input;
    private readonly GeneratorDriver _driver;
    private readonly Compilation _output;

    private GeneratorRun(CSharpCompilation input, GeneratorDriver driver)
    {
        _input = input;
        _driver = driver.RunGeneratorsAndUpdateCompilation(input, out _output, out var driverDiagnostics);
        DriverDiagnostics = driverDiagnostics;
    }

    /// <summary>How sources are parsed: with the newest language version the referenced compiler knows.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>How they are compiled: optimised, with nullable references.</summary>
    public static CSharpCompilationOptions Options { get; } = new(
        OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable);

    /// <summary>Runs the generator over the sources; file names are <c>Source0.cs</c>, <c>Source1.cs</c>…</summary>
    public static GeneratorRun From(params string[] sources) => From(ParseOptions, Options, ReferenceAssemblies.All, sources);

    /// <summary>The same in a project that is compiled with or without optimisation.</summary>
    public static GeneratorRun From(OptimizationLevel optimization, params string[] sources) =>
        From(ParseOptions, Options.WithOptimizationLevel(optimization), ReferenceAssemblies.All, sources);

    /// <summary>The same in a project that checks the overflow of integers.</summary>
    public static GeneratorRun Checked(params string[] sources) => From(ParseOptions, Options.WithOverflowChecks(true), ReferenceAssemblies.All, sources);

    /// <summary>The same without what only warnings need (comments are skipped), and without instruction sets of other machines.</summary>
    internal static GeneratorRun ForErrors(params string[] sources) =>
        From(ParseOptions.WithDocumentationMode(DocumentationMode.None), Options.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress).WithPlatform(Here), ReferenceAssemblies.All, sources);

    private static Platform Here => RuntimeInformation.ProcessArchitecture == Architecture.X64 ? Platform.X64 : Platform.AnyCpu;

    /// <summary>Runs the generator over the sources of a project with other settings.</summary>
    /// <param name="parsing">The language version and how documentation is read.</param>
    /// <param name="options">The compiler's options.</param>
    /// <param name="references">What the project references.</param>
    /// <param name="sources">Its files.</param>
    public static GeneratorRun From(CSharpParseOptions parsing, CSharpCompilationOptions options, IEnumerable<MetadataReference> references, params string[] sources)
    {
        var trees = sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, parsing, PathOf(i)));
        var compilation = CSharpCompilation.Create("Declared" + Guid.NewGuid().ToString("N"), trees, references, options);
        var driver = CSharpGeneratorDriver.Create(
            [new NetworkGenerator().AsSourceGenerator()],
            parseOptions: parsing,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        return new GeneratorRun(compilation, driver);
    }

    /// <summary>Replaces the text of one source and runs again, as after a keystroke.</summary>
    public GeneratorRun Edit(int source, string text)
    {
        var old = _input.SyntaxTrees.Single(tree => tree.FilePath == PathOf(source));
        return new GeneratorRun(_input.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, ParseOptions, PathOf(source))), _driver);
    }

    /// <summary>Adds a source and runs again.</summary>
    public GeneratorRun Add(string text) =>
        new(_input.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, ParseOptions, PathOf(_input.SyntaxTrees.Length))), _driver);

    /// <summary>What the generator reports, ordered by place.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Result.Diagnostics
        .OrderBy(found => found.Location.GetLineSpan().Path, StringComparer.Ordinal)
        .ThenBy(found => found.Location.SourceSpan.Start)
        .ThenBy(found => found.Id, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>What the driver reports, faults of the generator (CS8785) included.</summary>
    public ImmutableArray<Diagnostic> DriverDiagnostics { get; }

    /// <summary>The exception the generator threw, or null. It must never throw.</summary>
    public Exception? Fault => Result.Exception;

    /// <summary>The emitted files, in the order of their names.</summary>
    public ImmutableArray<GeneratedSourceResult> GeneratedSources =>
        Result.GeneratedSources.OrderBy(file => file.HintName, StringComparer.Ordinal).ToImmutableArray();

    /// <summary>The text of the emitted file with this name.</summary>
    public string Text(string hintName) => GeneratedSources.Single(file => file.HintName == hintName).SourceText.ToString();

    /// <summary>Errors and warnings of the C# compiler over sources and emitted files together.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        _output.GetDiagnostics().Where(found => found.Severity >= DiagnosticSeverity.Warning).ToImmutableArray();

    /// <summary>Sources and emitted files together.</summary>
    public Compilation Output => _output;

    /// <summary>What each incremental step computed, by the step's name.</summary>
    public ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> Steps => Result.TrackedSteps;

    /// <summary>Why each output of a step is what it is: cached, unchanged, new…</summary>
    public IReadOnlyList<IncrementalStepRunReason> ReasonsOf(string step) =>
        Steps.TryGetValue(step, out var runs) ? runs.SelectMany(run => run.Outputs).Select(output => output.Reason).ToArray() : [];

    /// <summary>The declarations that reached the compiler.</summary>
    internal IReadOnlyList<NetworkSpec> Specs => !Steps.TryGetValue(Step.Specify, out var runs) ? [] : runs
        .SelectMany(run => run.Outputs)
        .Where(output => output.Reason != IncrementalStepRunReason.Removed)
        .Select(output => (NetworkSpec)output.Value)
        .ToArray();

    /// <summary>Compiles sources and emitted files and loads the assembly; it is unloaded when the result is disposed.</summary>
    /// <exception cref="InvalidOperationException">There are errors; the message lists them.</exception>
    public LoadedAssembly Compile() => LoadedAssembly.From(_output, Diagnostics);

    /// <summary>The same with the text of each emitted file rewritten, and with a reference to the assembly of a type that the new text uses.</summary>
    internal LoadedAssembly Compile(Func<string, string> rewrite, Type used)
    {
        var output = _output.AddReferences(MetadataReference.CreateFromFile(used.Assembly.Location));
        foreach (var file in Result.GeneratedSources)
            output = output.ReplaceSyntaxTree(file.SyntaxTree, CSharpSyntaxTree.ParseText(rewrite(file.SourceText.ToString()), (CSharpParseOptions)file.SyntaxTree.Options, file.SyntaxTree.FilePath));
        return LoadedAssembly.From(output, Diagnostics);
    }

    private GeneratorRunResult Result => _driver.GetRunResult().Results.Single();

    private static string PathOf(int source) => $"Source{source}.cs";
}
