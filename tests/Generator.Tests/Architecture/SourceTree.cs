using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NetGen.Testing;

namespace NetGen.Generator.Tests.Architecture;

/// <summary>The generator's own source, bound by the compiler, so that a dependency counts however it is spelled: a using, a qualified name, an extension.</summary>
internal static class SourceTree
{
    private const string Root = "NetGen.Generator";

    // What the project file's ImplicitUsings adds for every file.
    private const string ImplicitUsings =
        "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    /// <summary>The folders of the generator, and for each file directly in its root the file's name.</summary>
    public static string Folder { get; } = RepositoryRoot.Combine("src", "Generator");

    // The sources are compiled for netstandard2.0; the framework of the tests has more types, and the name of one of ours may be among them.
    private const string Ambiguous = "CS0104";

    private static readonly Lazy<SortedDictionary<string, SortedDictionary<string, string>>> Bound = new(Bind);

    /// <summary>What the files of each folder use of the other ones; Roslyn is the folder "Roslyn", files outside of folders are "".</summary>
    /// <exception cref="InvalidOperationException">The sources do not compile, so nothing can be said of them.</exception>
    public static SortedDictionary<string, SortedDictionary<string, string>> Dependencies => Bound.Value;

    private static SortedDictionary<string, SortedDictionary<string, string>> Bind()
    {
        var trees = Files(Folder).Select(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file), GeneratorRun.ParseOptions, file)).ToList();
        var compilation = CSharpCompilation.Create(
            "Sources",
            [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, GeneratorRun.ParseOptions)],
            Platform(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var errors = compilation.GetDiagnostics().Where(found => found.Severity == DiagnosticSeverity.Error && found.Id != Ambiguous).Take(3).ToArray();
        if (errors.Length > 0) throw new InvalidOperationException($"The sources do not compile here: {string.Join("; ", errors.Select(error => error.ToString()))}");

        var all = new SortedDictionary<string, SortedDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var tree in trees)
        {
            var own = FolderOf(tree.FilePath);
            if (!all.TryGetValue(own, out var uses)) all[own] = uses = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null) continue;
                var info = model.GetSymbolInfo(name);
                var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault(candidate => FolderOf(candidate.ContainingNamespace) is not null);
                if (symbol is null or INamespaceSymbol) continue;
                var other = FolderOf(symbol.ContainingNamespace);
                if (other is not null && other != own) uses.TryAdd(other, $"{Path.GetFileName(tree.FilePath)} uses {symbol.Name}");
            }
        }

        return all;
    }

    /// <summary>The C# files below a folder, those of builds left out.</summary>
    public static IEnumerable<string> Files(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
        .Where(file => !Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))
        .Order(StringComparer.Ordinal);

    /// <summary>The first folder below the generator's root that a file stands in; empty for files of the root.</summary>
    public static string FolderOf(string file) =>
        Path.GetRelativePath(Folder, file).Split(Path.DirectorySeparatorChar) is { Length: > 1 } parts ? parts[0] : "";

    private static string? FolderOf(INamespaceSymbol? symbol)
    {
        var name = symbol?.ToDisplayString() ?? "";
        if (name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) return "Roslyn";
        if (name == Root) return "";
        return name.StartsWith(Root + ".", StringComparison.Ordinal) ? name[(Root.Length + 1)..].Split('.')[0] : null;
    }

    private static IEnumerable<MetadataReference> Platform() => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
        .Where(path => !Path.GetFileName(path).StartsWith("NetGen.", StringComparison.Ordinal))
        .Select(path => MetadataReference.CreateFromFile(path));
}
